package dev.holdfast.impl.topology;

/** The kinds of server that an environment can start. */
public enum ServerKind {
    /** One Redis, or a primary with asynchronous replicas. */
    REDIS(false, true),
    /** A ZooKeeper ensemble. */
    ZOOKEEPER(true, true),
    /** An etcd cluster. Written in Go, which asks the kernel for the time past the C library. */
    ETCD(true, false),
    /**
     * A Hazelcast cluster with a CP subsystem on no disk. A member answers no question for the
     * time.
     */
    HAZELCAST(true, false),
    /** One PostgreSQL, or a primary with streaming replicas. */
    POSTGRES(false, true),
    /**
     * Redis Sentinels, which watch every replicated Redis of their topology, choose its primary and
     * tell clients which it is. They do not tell the time.
     */
    SENTINEL(true, false);

    private final boolean isEnsemble;
    private final boolean isClockMovable;

    ServerKind(boolean isEnsemble, boolean isClockMovable) {
        this.isEnsemble = isEnsemble;
        this.isClockMovable = isClockMovable;
    }

    /** Whether one such server can be shown another time than the others on its machine. */
    public boolean isClockMovable() {
        return isClockMovable;
    }

    /**
     * Whether its members decide by majority and clients know each of them, so that an agent has a
     * link to every member; else clients know the service by one name, which leads to the primary.
     */
    public boolean isEnsemble() {
        return isEnsemble;
    }
}
