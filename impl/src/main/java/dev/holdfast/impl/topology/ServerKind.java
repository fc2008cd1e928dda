package dev.holdfast.impl.topology;

/** The kinds of server that an environment can start. */
public enum ServerKind {
    /** One Redis, or a primary with asynchronous replicas. */
    REDIS
}
