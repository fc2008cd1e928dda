package dev.holdfast.impl.commit.branch;

/** A log cannot be trusted, or cannot be written any more; the message says where and why. */
public final class DamagedLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says where and why. */
    public DamagedLogException(String message) {
        super(message);
    }

    /** Says where and why. */
    public DamagedLogException(String message, Throwable cause) {
        super(message, cause);
    }
}
