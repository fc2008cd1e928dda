package dev.holdfast.impl.subject;

/** Says that a call certainly had no effect and never will have one. */
public final class DefiniteFailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DefiniteFailureException(String message) {
        super(message);
    }

    public DefiniteFailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
