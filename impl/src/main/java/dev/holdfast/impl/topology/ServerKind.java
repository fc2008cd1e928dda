package dev.holdfast.impl.topology;

/** The kinds of server that an environment can start. */
public enum ServerKind {
    /** One Redis, or a primary with asynchronous replicas. */
    REDIS(false),
    /** A ZooKeeper ensemble. */
    ZOOKEEPER(true),
    /** An etcd cluster. */
    ETCD(true),
    /** One PostgreSQL, or a primary with streaming replicas. */
    POSTGRES(false);

    private final boolean isEnsemble;

    ServerKind(boolean isEnsemble) {
        this.isEnsemble = isEnsemble;
    }

    /**
     * Whether its members decide by majority and clients know each of them, so that an agent has a
     * link to every member; else clients know the service by one name, which leads to the primary.
     */
    public boolean isEnsemble() {
        return isEnsemble;
    }
}
