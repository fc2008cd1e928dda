package dev.holdfast.checker.history;

/**
 * A history that cannot be one: what is wrong, where, and what would be right, in one line.
 *
 * <p>The message is fit for a user as it is.
 */
public final class BadHistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int opIndex;

    public BadHistoryException(String message) {
        this(History.NONE, message);
    }

    /** As the other constructor, about the event at {@code opIndex}. */
    public BadHistoryException(int opIndex, String message) {
        super(message);
        this.opIndex = opIndex;
    }

    /** The index of the event that is wrong, or {@link History#NONE} where it is not one event. */
    public int opIndex() {
        return opIndex;
    }
}
