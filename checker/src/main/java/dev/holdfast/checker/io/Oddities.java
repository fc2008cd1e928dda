package dev.holdfast.checker.io;

import java.util.ArrayList;
import java.util.List;

/**
 * What was odd about a file, and was accepted.
 *
 * @param events how many events the history has
 * @param truncated whether the file ended in the middle of an event, as it does when the recorder
 *     was killed; that event is not part of the history
 * @param adjustedTimes how many stamps were earlier than the one before and were raised to a
 *     nanosecond after it; only EDN is read that leniently, because Jepsen stamps invocations ahead
 *     of their order
 * @param renamedProcesses how often a process went on after an info, or had the id that was given
 *     to one that did; from there on it has a fresh id, 1,000,000 or more
 * @param indexGaps how many events had an index that is not the one after their predecessor's
 * @param openOperations how many operations never returned; each may have happened or not
 */
public record Oddities(
        long events,
        boolean truncated,
        long adjustedTimes,
        long renamedProcesses,
        long indexGaps,
        long openOperations) {

    /** One line about all that a reader should know, or empty if there is nothing. */
    public String describe() {
        List<String> notes = new ArrayList<>();
        if (truncated) {
            notes.add("cut off in the middle of an event, which was left out");
        }
        note(notes, adjustedTimes, "stamp", "raised above the one before");
        note(notes, renamedProcesses, "process", "renamed after an info");
        note(notes, indexGaps, "gap", "in the indices");
        note(notes, openOperations, "operation", "never returned");
        return String.join("; ", notes);
    }

    private static void note(List<String> notes, long count, String noun, String what) {
        if (count > 0) {
            String plural = noun.endsWith("s") ? noun + "es" : noun + "s";
            notes.add("%d %s %s".formatted(count, count == 1 ? noun : plural, what));
        }
    }
}
