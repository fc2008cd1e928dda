package dev.holdfast.impl.lock;

/** The conditions under which a claim is made. */
public enum Hazard {
    NONE,
    PAUSE,
    KILL_DURABLE,
    KILL_VOLATILE,
    /** A client is cut off from servers. */
    CUT,
    /** Servers of an ensemble are cut off from each other. */
    SERVERS_CUT,
    LATENCY,
    FAILOVER,
    CLOCK
}
