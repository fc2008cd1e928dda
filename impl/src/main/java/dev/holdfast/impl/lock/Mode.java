package dev.holdfast.impl.lock;

/** What a client asks of a lock: all of it, or a share. */
public enum Mode {
    /** The lock for oneself alone; the write lock of a read-write lock. */
    EXCLUSIVE,
    /** The read lock of a read-write lock, beside any number of others who read. */
    SHARED,
    /** One permit of a semaphore. */
    PERMIT
}
