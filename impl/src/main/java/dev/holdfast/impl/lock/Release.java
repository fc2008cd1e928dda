package dev.holdfast.impl.lock;

/** How a release ended. */
public enum Release {
    /** The lock was given back, as far as the implementation can tell. */
    RELEASED,
    /**
     * The lock was given back, and the service said that it had been this grant's without a break
     * until then.
     */
    CONFIRMED,
    /** The implementation noticed that this client no longer held it. */
    NOT_HELD
}
