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
# A node's folder comes from the runner's machine, and the node runs as the runner's user.
WORKDIR /node
