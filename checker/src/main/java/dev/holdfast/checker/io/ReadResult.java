package dev.holdfast.checker.io;

import dev.holdfast.checker.history.History;

/**
 * A history read from a file, and what had to be tolerated.
 *
 * @param history the events
 * @param truncated whether the file ended in the middle of an event, as it does when the recorder
 *     was killed; that event is not part of the history
 * @param adjustedTimes how many stamps were earlier than the one before and were raised to it; only
 *     EDN is read that leniently, because Jepsen stamps invocations ahead of their order
 */
public record ReadResult(History history, boolean truncated, long adjustedTimes) {}
