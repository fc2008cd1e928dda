package dev.holdfast.impl.topology;

/** The kinds of server that an environment can start. */
public enum ServerKind {
    /** One Redis, or a primary with asynchronous replicas. */
    REDIS(false, true, true),
    /** A ZooKeeper ensemble. */
    ZOOKEEPER(true, true, false),
    /** An etcd cluster. Written in Go, which asks the kernel for the time past the C library. */
    ETCD(true, false, false),
    /**
     * A Hazelcast cluster with a CP subsystem on no disk. A member answers no question for the
     * time.
     */
    HAZELCAST(true, false, false),
    /** One PostgreSQL, or a primary with streaming replicas. */
    POSTGRES(false, true, true),
    /**
     * Redis Sentinels, which watch every replicated Redis of their topology, choose its primary and
     * tell clients which it is. They do not tell the time.
     */
    SENTINEL(true, false, false),
    /**
     * One Kafka broker, which is its own controller. It tells every client the way that this one
     * has to it, and answers no question for the time.
     */
    KAFKA(false, false, false);

    private final boolean isEnsemble;
    private final boolean isClockMovable;
    private final boolean isReplicable;

    ServerKind(boolean isEnsemble, boolean isClockMovable, boolean isReplicable) {
        this.isEnsemble = isEnsemble;
        this.isClockMovable = isClockMovable;
        this.isReplicable = isReplicable;
    }

    /** Whether one such server can have replicas that take its place. */
    public boolean isReplicable() {
        return isReplicable;
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
