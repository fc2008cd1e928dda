package dev.holdfast.impl.subject;

/** The conditions under which a claim is made. */
public enum Hazard {
    NONE,
    PAUSE,
    /** A client's process ends at once and another takes its place. */
    KILL_AGENT,
    /** Servers end at once and come back with all that they had acknowledged. */
    KILL_DURABLE,
    /** Servers end at once and come back empty. */
    KILL_VOLATILE,
    /** A client is cut off from servers. */
    CUT,
    /** Servers of an ensemble are cut off from each other. */
    SERVERS_CUT,
    LATENCY,
    FAILOVER,
    CLOCK,
    /** A coordinator's process ends at once and another takes its place. */
    KILL_COORDINATOR,
    /** The process of one who keeps accounts ends at once and another takes its place. */
    KILL_PARTICIPANT,
    /** A process ends at a step of its protocol, and another takes its place. */
    CRASH_POINT,
    /** Messages of a protocol arrive twice. */
    DUPLICATE
}
