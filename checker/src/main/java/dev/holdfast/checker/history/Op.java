package dev.holdfast.checker.history;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of a history: a process invokes an operation, or an operation completes.
 *
 * <p>Values are plain data: {@code null}, {@link Boolean}, {@link Long}, {@link
 * java.math.BigInteger}, {@link Double}, {@link String}, {@link Keyword}, {@link java.util.List}
 * and {@link Map}, nested. The keys of a map are strings wherever a history spells them as names.
 *
 * @param index position in the history, from 0, without gaps
 * @param timeNanos nanoseconds since the run started, or {@link #NO_TIME}
 * @param process the logical process, 0 or more, or {@link #NEMESIS}; a process does one operation
 *     at a time and never acts again after an info
 * @param type which kind of event
 * @param f what is done, for example {@code acquire}
 * @param value argument or result
 * @param error why it failed or is unknown
 */
public record Op(
        int index,
        long timeNanos,
        int process,
        OpType type,
        String f,
        @Nullable Object value,
        @Nullable String error) {

    /** The process id of whoever injects faults. */
    public static final int NEMESIS = -1;

    /** The time of an event whose history does not tell it. */
    public static final long NO_TIME = -1;

    /** Whether this event is a fault's and not a client's. */
    public boolean isNemesis() {
        return process == NEMESIS;
    }

    /** Whether this event starts an operation. */
    public boolean isInvoke() {
        return type == OpType.INVOKE;
    }

    /** Whether this event ends an operation that happened. */
    public boolean isOk() {
        return type == OpType.OK;
    }

    /** The field {@code key} of a map value, or null where there is none. */
    public @Nullable Object get(String key) {
        return value instanceof Map<?, ?> map ? map.get(key) : null;
    }

    /** The field {@code key} as a string, or null where there is none or it is not a string. */
    public @Nullable String string(String key) {
        return get(key) instanceof String s ? s : null;
    }

    /** The field {@code key} as a whole number, or null where there is none or it is not one. */
    public @Nullable Long number(String key) {
        return get(key) instanceof Long n ? n : null;
    }
}
