package dev.holdfast.impl.lock;

/** The conditions under which a claim is made. */
public enum Hazard {
    NONE,
    PAUSE,
    KILL_DURABLE,
    KILL_VOLATILE,
    CUT,
    LATENCY,
    FAILOVER,
    CLOCK
}
