package dev.holdfast.env;

/** Which way the bytes on a link flow. */
public enum Direction {
    /** From the node that connects to the one that listens: requests. */
    UPSTREAM,
    /** Back: replies. */
    DOWNSTREAM,
    /** Both ways. */
    BOTH
}
