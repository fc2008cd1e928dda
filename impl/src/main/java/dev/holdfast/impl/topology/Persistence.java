package dev.holdfast.impl.topology;

/** What is left of a server's data after kill -9. */
public enum Persistence {
    /** Every acknowledged write is on disk first. */
    DURABLE,
    /** Nothing: memory only. */
    VOLATILE,
    /**
     * All but what was written in the last second or so: enough for kill -9, not for a power cut.
     */
    PERIODIC
}
