package dev.holdfast.impl.lock;

/** How a release ended. */
public enum Release {
    /** The lock was given back, as far as the implementation can tell. */
    RELEASED,
    /** The implementation noticed that this client no longer held it. */
    NOT_HELD
}
