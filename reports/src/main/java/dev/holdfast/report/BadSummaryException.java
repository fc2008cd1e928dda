package dev.holdfast.report;

/**
 * A {@code verdict.json} that cannot be one: where, what was found and what would be right, in one
 * line that is fit for a user as it is.
 */
public final class BadSummaryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadSummaryException(String message) {
        super(message);
    }
}
