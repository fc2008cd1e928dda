# What every node of the environment `containers` runs in: a Java runtime for agents and ZooKeeper
# (whose jars come from the runner's class path), the servers, and iptables for silent cuts.
FROM debian:bookworm-slim
LABEL dev.holdfast=true
# PostgreSQL's package would make a cluster of its own while it is installed.
RUN mkdir -p /etc/postgresql-common \
 && echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf \
 && apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Options::=--force-unsafe-io install -y -qq \
      --no-install-recommends openjdk-17-jre-headless redis-server etcd-server postgresql-15 \
      iptables netcat-openbsd > /dev/null \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*.deb
# What moves a node's clock; the compiler does not stay.
COPY clock.c /tmp/clock.c
RUN apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Options::=--force-unsafe-io install -y -qq \
      --no-install-recommends gcc libc6-dev > /dev/null \
 && gcc -std=c11 -O2 -fPIC -shared -Wall -Wextra -Werror -o /usr/local/lib/holdfast-clock.so /tmp/clock.c \
 && DEBIAN_FRONTEND=noninteractive apt-get purge -y -qq --auto-remove gcc libc6-dev > /dev/null \
 && rm -rf /tmp/clock.c /var/lib/apt/lists/* /var/cache/apt/archives/*.deb /var/cache/apt/*.bin
LABEL dev.holdfast.clock=true
# A node's folder comes from the runner's machine, and the node runs as the runner's user.
WORKDIR /node
# Goes up when nodes need something that an older image lacks.
LABEL dev.holdfast.generation=1
