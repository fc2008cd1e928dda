package dev.holdfast.checker.io;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rules for the fields of an event, whatever file it came from: one clear line per breach. */
final class Fields {
    /** Thirty years in nanoseconds; a stamp beyond it is a mistake, such as a date. */
    static final long LATEST_NANOS = 1_000_000_000_000_000_000L;

    /** How deep values may nest. */
    static final int DEEPEST = 64;

    private static final int SHOWN = 40;
    private static final OpType[] TYPES = OpType.values();

    private Fields() {}

    static int process(@Nullable Object value) {
        if (value instanceof Long n && n >= 0 && n <= Integer.MAX_VALUE) {
            return n.intValue();
        }
        if ("nemesis".equals(value)) {
            return Op.NEMESIS;
        }
        throw bad("process", value, "a whole number from 0 to 2147483647, or nemesis");
    }

    static long time(@Nullable Object value) {
        if (value == null) {
            return Op.NO_TIME;
        }
        if (value instanceof Long n && n >= 0 && n <= LATEST_NANOS) {
            return n;
        }
        throw bad("time", value, "whole nanoseconds since the start, from 0 to " + LATEST_NANOS);
    }

    static OpType type(@Nullable Object value) {
        for (OpType type : TYPES) {
            if (type.label().equals(value)) {
                return type;
            }
        }
        throw bad("type", value, "invoke, ok, fail or info");
    }

    static String f(@Nullable Object value) {
        if (value instanceof String s && !s.isEmpty()) {
            return s;
        }
        throw bad("f", value, "the name of an operation, such as acquire");
    }

    static void index(@Nullable Object value) {
        if (value != null && !(value instanceof Long n && n >= 0)) {
            throw bad("index", value, "a whole number, 0 or more");
        }
    }

    static BadHistoryException bad(String field, @Nullable Object found, String expected) {
        String what = found == null ? "is missing" : "is " + shown(found);
        return new BadHistoryException("%s %s; expected %s".formatted(field, what, expected));
    }

    /** A value as it may stand in a one-line message: bounded and without control characters. */
    static String shown(Object value) {
        String text;
        if (value instanceof String s) {
            text = s;
        } else if (value instanceof Number || value instanceof Boolean) {
            text = value.toString();
        } else {
            text = "a " + value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        }
        return clean(text, SHOWN);
    }

    /** A message of a library as one bounded line. */
    static String line(String message) {
        return clean(message.lines().findFirst().orElse(""), 4 * SHOWN);
    }

    static String clean(String text, int longest) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .limit(longest)
                .forEach(c -> clean.appendCodePoint(isPlain(c) ? c : '\uFFFD'));
        return text.length() > longest ? clean + "…" : clean.toString();
    }

    private static boolean isPlain(int c) {
        int type = Character.getType(c);
        return !(Character.isISOControl(c)
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR);
    }
}
