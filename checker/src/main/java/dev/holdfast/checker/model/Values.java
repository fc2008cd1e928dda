package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Keyword;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of operations as models read them.
 *
 * <p>An operation on one of several objects names it: {@code {:key "x", :value 3}}. Then the value
 * is what stands under {@code value}; otherwise it is the whole. A map without {@code key} is a
 * value like any other.
 */
final class Values {
    static final String KEY = "key";
    private static final String VALUE = "value";
    private static final int MOST_SHOWN = 10;
    private static final int LONGEST_SHOWN = 40;
    private static final int DEEPEST_SHOWN = 4;

    private Values() {}

    /** The object that the operation names, or null if it names none. */
    static @Nullable Object key(Operation invoked) {
        return invoked.invocation().get(KEY);
    }

    /** What it was invoked with. */
    static @Nullable Object argument(Operation op) {
        return value(op.argument());
    }

    /** What it returned; null where that is not known or is nil. */
    static @Nullable Object result(Operation op) {
        return value(op.result());
    }

    private static @Nullable Object value(@Nullable Object whole) {
        return whole instanceof Map<?, ?> map && map.containsKey(KEY) ? map.get(VALUE) : whole;
    }

    static Object orNil(@Nullable Object value) {
        return value == null ? Nil.NIL : value;
    }

    static boolean isOk(Operation op) {
        return op.outcome() == OpType.OK;
    }

    static boolean isFail(Operation op) {
        return op.outcome() == OpType.FAIL;
    }

    /** A name as a string, however the history spells it: {@code :x}, {@code "x"} or {@code 0}. */
    static String name(@Nullable Object value) {
        return value instanceof Keyword k ? k.name() : String.valueOf(value);
    }

    /** The items if {@code value} is a pair, or null. */
    static @Nullable List<?> pair(@Nullable Object value) {
        return value instanceof List<?> list && list.size() == 2 ? list : null;
    }

    /** {@code value} as it may stand in a sentence, of bounded length however large it is. */
    static String show(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        show(out, value, 0);
        return out.toString();
    }

    private static void show(StringBuilder out, @Nullable Object value, int depth) {
        if (value == null) {
            out.append(Nil.NIL);
        } else if (value instanceof Map<?, ?> map) {
            out.append('{');
            showAll(out, map.entrySet(), depth);
            out.append('}');
        } else if (value instanceof Map.Entry<?, ?> entry) {
            show(out, entry.getKey(), depth);
            out.append(' ');
            show(out, entry.getValue(), depth);
        } else if (value instanceof Collection<?> items) {
            out.append('[');
            showAll(out, items, depth);
            out.append(']');
        } else {
            String text = value.toString();
            if (text.length() > LONGEST_SHOWN) {
                out.append(text, 0, LONGEST_SHOWN).append('…');
            } else {
                out.append(text);
            }
        }
    }

    private static void showAll(StringBuilder out, Collection<?> items, int depth) {
        String separator = items instanceof List<?> ? " " : ", ";
        int shown = 0;
        for (Object item : items) {
            if (shown > 0) {
                out.append(separator);
            }
            if (shown == MOST_SHOWN || depth == DEEPEST_SHOWN) {
                out.append('…');
                return;
            }
            shown++;
            show(out, item, depth + 1);
        }
    }
}
