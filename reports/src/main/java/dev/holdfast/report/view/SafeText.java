package dev.holdfast.report.view;

import org.jspecify.annotations.Nullable;

/**
 * Text from histories, logs and users made fit to be shown: bounded, and with everything that a
 * reader cannot see, or that reorders what he sees, spelled out as {@code \}{@code uXXXX}.
 *
 * <p>What comes out has no control, format, bidi, private or unassigned characters and no lone
 * surrogates, so it is legal in XML 1.0 and cannot disguise itself; it is not escaped for any
 * format, which is the renderer's duty. Combining marks are kept, but not stacked.
 */
public final class SafeText {
    /** How long a name may be. */
    public static final int NAME_CHARS_MAX = 80;

    /** How long a sentence or a value may be. */
    public static final int LINE_CHARS_MAX = 400;

    /** How long an argument may be. */
    public static final int TEXT_CHARS_MAX = 4_000;

    private static final int MARKS_IN_A_ROW_MAX = 2;

    private SafeText() {}

    /** A name: one short line. */
    public static String name(@Nullable String s) {
        return clean(s, NAME_CHARS_MAX, false);
    }

    /** A sentence or a value: one line. */
    public static String line(@Nullable String s) {
        return clean(s, LINE_CHARS_MAX, false);
    }

    /** Running text: line breaks are kept. */
    public static String text(@Nullable String s) {
        return clean(s, TEXT_CHARS_MAX, true);
    }

    /**
     * Text of at most {@code charsMax} characters and a note of how long it was if it was longer.
     */
    static String clean(@Nullable String s, int charsMax, boolean keepBreaks) {
        if (s == null || s.isEmpty()) {
            return "";
        }
        if (s.length() <= charsMax && isPlain(s)) {
            return s;
        }
        int end = Math.min(s.length(), charsMax);
        if (end < s.length() && Character.isHighSurrogate(s.charAt(end - 1))) {
            end--;
        }
        StringBuilder out = new StringBuilder(end + 16);
        int marks = 0;
        for (int i = 0; i < end; ) {
            int c = s.codePointAt(i);
            i += Character.charCount(c);
            marks = isMark(c) ? marks + 1 : 0;
            append(out, c, keepBreaks, marks > MARKS_IN_A_ROW_MAX);
        }
        if (end < s.length()) {
            out.append("… (").append(s.length()).append(" characters in all)");
        }
        return out.toString();
    }

    /** Nearly every string is printable ASCII, and a long history has many. */
    private static boolean isPlain(String s) {
        for (int i = 0; i < s.length(); i++) {
            if (s.charAt(i) < ' ' || s.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static void append(StringBuilder out, int c, boolean keepBreaks, boolean stacked) {
        if (c == '\n' && keepBreaks) {
            out.append('\n');
        } else if (c == '\n') {
            out.append("\\n");
        } else if (c == '\t') {
            out.append(keepBreaks ? " " : "\\t");
        } else if (stacked || !isShown(c)) {
            out.append(c > 0xffff ? "\\u{%x}".formatted(c) : "\\u%04x".formatted(c));
        } else {
            out.appendCodePoint(c);
        }
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
