package dev.holdfast.impl.lock;

/** The three things that a user of a lock may rely on; each is decided separately. */
public enum Promise {
    /** The lock service never grants what it has already granted. */
    SERVICE,
    /** No two clients believe at the same time that they hold the lock. */
    BELIEF,
    /** What the lock protects is never damaged. */
    RESOURCE
}
