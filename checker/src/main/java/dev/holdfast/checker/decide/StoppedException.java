package dev.holdfast.checker.decide;

/** A limit was reached or the check was cancelled; the message says which, and how far it got. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Stopped for the reason that {@code message} gives. */
    public StoppedException(String message) {
        super(message, null, false, false);
    }
}
