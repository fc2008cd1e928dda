package dev.holdfast.report.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Writes SVG as well-formed XML: every attribute and every text is escaped here and nowhere else,
 * and only literals of our own become names.
 */
final class Svg {
    private final StringBuilder out = new StringBuilder(16_384);
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; {@code attributes} are names and values in turn. */
    Svg open(String name, Object... attributes) {
        start(name, attributes);
        out.append('>');
        open.push(name);
        return this;
    }

    /** Closes the element opened last. */
    Svg close() {
        out.append("</").append(open.pop()).append(">");
        if (open.size() <= 1) {
            out.append('\n');
        }
        return this;
    }

    /** An element without content. */
    Svg leaf(String name, Object... attributes) {
        start(name, attributes);
        out.append("/>");
        return this;
    }

    /** A rectangle, with further attributes. */
    Svg rect(double x, double y, double width, double height, Object... attributes) {
        out.append("<rect");
        attributes("x", x, "y", y, "width", width, "height", height);
        attributes(attributes);
        out.append("/>");
        return this;
    }

    /** A straight line. */
    Svg line(double x1, double y1, double x2, double y2, String css) {
        return leaf("line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "class", css);
    }

    /** An element with a text and nothing else. */
    Svg text(String name, String text, Object... attributes) {
        start(name, attributes);
        out.append('>');
        escape(text);
        out.append("</").append(name).append('>');
        return this;
    }

    private void start(String name, Object... attributes) {
        out.append('<').append(name);
        attributes(attributes);
    }

    private void attributes(Object... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "attributes are names and values in turn, got %d items"
                            .formatted(attributes.length));
        }
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(value(attributes[i + 1]));
            out.append('"');
        }
    }

    private static String value(Object value) {
        if (!(value instanceof Double number)) {
            return String.valueOf(value);
        }
        String text = String.format(Locale.ROOT, "%.1f", number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private void escape(String s) {
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }

    /**
     * The markup.
     *
     * @throws IllegalStateException if an element is still open
     */
    String markup() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("<" + open.peek() + "> was never closed");
        }
        return out.toString();
    }
}
