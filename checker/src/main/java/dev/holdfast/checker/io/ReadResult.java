package dev.holdfast.checker.io;

import dev.holdfast.checker.history.History;

/**
 * A history read from a file, and what had to be tolerated.
 *
 * @param history the events
 * @param oddities what was odd and accepted
 */
public record ReadResult(History history, Oddities oddities) {

    /**
     * Whether the file ended in the middle of an event, as it does when the recorder was killed;
     * that event is not part of the history.
     */
    public boolean truncated() {
        return oddities.truncated();
    }

    /** How many stamps were earlier than the one before and were raised above it. */
    public long adjustedTimes() {
        return oddities.adjustedTimes();
    }
}
