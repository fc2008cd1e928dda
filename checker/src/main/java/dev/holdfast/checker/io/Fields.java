package dev.holdfast.checker.io;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules for the fields of an event, whatever file it came from: one clear line per breach. */
final class Fields {
    /** Thirty years in nanoseconds; a stamp beyond it is a mistake, such as a date. */
    static final long LATEST_NANOS = 1_000_000_000_000_000_000L;

    private static final int SHOWN = 40;
    private static final int LONGEST_NAME = 200;
    private static final Long MISSING = -1L;
    private static final int MOST_BITS = (int) (ReadLimits.DIGITS * 3.3219) - 1;
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

    /** The stamp {@code value}; nil and Jepsen's -1 say that there is none. */
    static long time(@Nullable Object value) {
        if (value == null || value.equals(MISSING)) {
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

    /** The index {@code value}, or -1 where there is none. */
    static long index(@Nullable Object value) {
        if (value == null) {
            return -1;
        }
        if (value instanceof Long n && n >= -1) {
            return n;
        }
        throw bad("index", value, "a whole number, 0 or more");
    }

    static BadHistoryException twice(String field) {
        return new BadHistoryException("%s appears twice in one event".formatted(shown(field)));
    }

    static BadHistoryException tooDeep() {
        return new BadHistoryException(
                "values nest deeper than %d levels; expected fewer".formatted(ReadLimits.DEPTH));
    }

    /** A whole number with at most so many digits as a file may hold; small ones as a long. */
    static Number whole(BigInteger n) {
        if (n.bitLength() < Long.SIZE) {
            return n.longValue();
        }
        if (n.bitLength() > MOST_BITS) {
            throw tooManyDigits();
        }
        return n;
    }

    static BadHistoryException tooManyDigits() {
        return new BadHistoryException(
                "a number has more than %d digits; expected fewer".formatted(ReadLimits.DIGITS));
    }

    static Double finite(double d) {
        if (Double.isNaN(d) || Double.isInfinite(d)) {
            throw new BadHistoryException("a value is " + d + "; expected a finite number");
        }
        return d;
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
            text = value instanceof Map ? "a map" : value instanceof List ? "a list" : "a keyword";
        }
        return clean(text, SHOWN);
    }

    /** A message of a library as one bounded line. */
    static String line(String message) {
        return clean(message.lines().findFirst().orElse(""), 4 * SHOWN);
    }

    /** The first line of what {@code e} says. */
    static String oneLine(Throwable e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    /** The end of a file's name, if all of it is too long for a message. */
    static String shortened(String name) {
        return name.length() <= LONGEST_NAME
                ? name
                : "…" + name.substring(name.length() - LONGEST_NAME);
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
