package dev.holdfast.checker.linear;

/** Two engines contradict each other about one object: at least one of them has a bug. */
public final class DisagreementException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    DisagreementException(String message) {
        super(message);
    }
}
