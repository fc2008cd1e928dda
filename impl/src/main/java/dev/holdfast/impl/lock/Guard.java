package dev.holdfast.impl.lock;

/** How the resource that a lock protects checks those who touch it. */
public enum Guard {
    /** Not at all: it trusts the lock. */
    NONE,
    /** It refuses every read and write that carries a lower fencing token than it has seen. */
    FENCING_TOKEN,
    /** It writes only if nothing was written since the value that the writer read. */
    COMPARE_AND_SET
}
