package dev.holdfast.checker.knossos;

/** Clojure, Knossos or a part of them is not on the class path; the message is fit for a user. */
public final class KnossosMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KnossosMissingException(String message, Throwable cause) {
        super(message, cause);
    }
}
