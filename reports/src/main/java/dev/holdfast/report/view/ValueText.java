package dev.holdfast.report.view;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of an op as one bounded line: {@code lock=pay-1 agent=agent-2 token=17}.
 *
 * <p>Strings are quoted where they could be mistaken for something else. Work is bounded by the
 * limit, not by the value.
 */
final class ValueText {
    private static final int CHARS_MAX = 240;
    private static final int DEPTH_MAX = 4;
    private static final int STRING_CHARS_MAX = 80;

    private final StringBuilder out = new StringBuilder();

    private ValueText() {}

    static String of(@Nullable Object value) {
        ValueText text = new ValueText();
        if (value instanceof Map<?, ?> map) {
            text.fields(map, " ", 0);
        } else if (value != null) {
            text.any(value, 0);
        }
        return text.out.toString();
    }

    private void any(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            nested('{', '}', depth, () -> fields(map, ", ", depth + 1));
        } else if (value instanceof List<?> list) {
            nested('[', ']', depth, () -> items(list, depth + 1));
        } else if (value instanceof String s) {
            string(s);
        } else {
            out.append(SafeText.clean(String.valueOf(value), STRING_CHARS_MAX, false));
        }
    }

    private void nested(char open, char close, int depth, Runnable inside) {
        out.append(open);
        if (depth >= DEPTH_MAX) {
            out.append('…');
        } else {
            inside.run();
        }
        out.append(close);
    }

    private void fields(Map<?, ?> map, String separator, int depth) {
        boolean first = true;
        for (Map.Entry<?, ?> field : map.entrySet()) {
            if (!next(first, separator)) {
                return;
            }
            first = false;
            string(String.valueOf(field.getKey()));
            out.append('=');
            any(field.getValue(), depth);
        }
    }

    private void items(List<?> list, int depth) {
        boolean first = true;
        for (Object item : list) {
            if (!next(first, ", ")) {
                return;
            }
            first = false;
            any(item, depth);
        }
    }

    private boolean next(boolean first, String separator) {
        if (!first) {
            out.append(separator);
        }
        if (out.length() > CHARS_MAX) {
            out.append('…');
            return false;
        }
        return true;
    }

    private void string(String s) {
        String clean = SafeText.clean(s, STRING_CHARS_MAX, false);
        boolean plain = !clean.isEmpty();
        for (int i = 0; i < clean.length() && plain; i++) {
            plain = " =,{}[]\"".indexOf(clean.charAt(i)) < 0;
        }
        if (plain) {
            out.append(clean);
        } else {
            out.append('"').append(clean.replace("\"", "\\\"")).append('"');
        }
    }
}
