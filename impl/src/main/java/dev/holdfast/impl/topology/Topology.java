package dev.holdfast.impl.topology;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The services that an implementation needs; every agent gets a link to each of them.
 *
 * @param services in a fixed order, with distinct node names; sentinels after what they watch
 */
public record Topology(List<Service> services) {

    public Topology {
        services = List.copyOf(services);
        Set<String> seen = new HashSet<>();
        boolean isReplicated = false;
        for (Service service : services) {
            isReplicated |= service.kind() == ServerKind.REDIS && service.isReplicated();
            if (service.kind() == ServerKind.SENTINEL && !isReplicated) {
                throw new IllegalArgumentException(
                        "the sentinels "
                                + service.name()
                                + " have nothing to watch: a Redis with a replica comes first");
            }
            for (String node : service.nodes()) {
                if (!seen.add(node)) {
                    throw new IllegalArgumentException("two server nodes are called " + node);
                }
            }
        }
    }

    /** One durable Redis called {@code redis}. */
    public static Topology oneRedis() {
        return new Topology(
                List.of(new Service("redis", ServerKind.REDIS, Persistence.DURABLE, 0)));
    }

    /**
     * {@code n} independent durable Redis masters called {@code redis-a}, {@code redis-b}, … (n
     * from 1 to 26).
     */
    public static Topology independentRedis(int n) {
        List<Service> services = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            services.add(
                    new Service(
                            "redis-" + (char) ('a' + i), ServerKind.REDIS, Persistence.DURABLE, 0));
        }
        return new Topology(services);
    }

    /** A durable ZooKeeper ensemble of three called {@code zookeeper}. */
    public static Topology zooKeeper() {
        return three("zookeeper", ServerKind.ZOOKEEPER);
    }

    /** A durable etcd cluster of three called {@code etcd}. */
    public static Topology etcd() {
        return three("etcd", ServerKind.ETCD);
    }

    /** A Hazelcast cluster of three called {@code hazelcast}. */
    public static Topology hazelcast() {
        return three("hazelcast", ServerKind.HAZELCAST);
    }

    private static Topology three(String name, ServerKind kind) {
        return new Topology(List.of(new Service(name, kind, Persistence.DURABLE, 2)));
    }

    /** Independent durable PostgreSQL, one of each name. */
    public static Topology independentPostgres(List<String> names) {
        return new Topology(
                names.stream()
                        .map(name -> new Service(name, ServerKind.POSTGRES, Persistence.DURABLE, 0))
                        .toList());
    }

    /** One durable PostgreSQL called {@code postgres}. */
    public static Topology onePostgres() {
        return new Topology(
                List.of(new Service("postgres", ServerKind.POSTGRES, Persistence.DURABLE, 0)));
    }

    /** One durable Kafka broker called {@code kafka}. */
    public static Topology oneKafka() {
        return new Topology(
                List.of(new Service("kafka", ServerKind.KAFKA, Persistence.DURABLE, 0)));
    }

    /**
     * A durable Redis called {@code redis} with a replica, and three sentinels called {@code
     * sentinel} that watch it.
     */
    public static Topology watchedRedis() {
        return new Topology(List.of(new Service("redis", ServerKind.REDIS, Persistence.DURABLE, 1)))
                .plus(new Service("sentinel", ServerKind.SENTINEL, Persistence.DURABLE, 2));
    }

    /** Whether sentinels choose the primary of {@code service}, which is one of this topology. */
    public boolean isWatched(Service service) {
        return service.kind() == ServerKind.REDIS
                && service.isReplicated()
                && services.stream().anyMatch(s -> s.kind() == ServerKind.SENTINEL);
    }

    /**
     * What an agent has a link to each, for this service of this topology: every member of an
     * ensemble, every server that sentinels may name as the primary, else the service itself.
     */
    public List<String> endpoints(Service service) {
        return isWatched(service) ? service.nodes() : service.endpoints();
    }

    /** This topology and one more service. */
    public Topology plus(Service service) {
        List<Service> more = new ArrayList<>(services);
        more.add(service);
        return new Topology(more);
    }
}
