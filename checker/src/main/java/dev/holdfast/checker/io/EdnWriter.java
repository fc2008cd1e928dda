package dev.holdfast.checker.io;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Keyword;
import dev.holdfast.checker.history.Op;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a history in EDN as Jepsen does: one map a line.
 *
 * <p>For one thread. Keys that are fit to be keywords are written as keywords, others as strings.
 */
public final class EdnWriter implements Closeable, Flushable {
    private final Writer out;

    /** A writer to {@code out}, which it owns from now on; a buffered one is best. */
    public EdnWriter(Writer out) {
        this.out = out;
    }

    /**
     * Writes one event.
     *
     * @throws IOException if the writer fails
     * @throws IllegalArgumentException if the value holds what a history cannot
     */
    public void write(Op op) throws IOException {
        JsonlWriter.requirePlain(op.value(), 1, op.index());
        StringBuilder s = new StringBuilder(160);
        s.append("{:index ").append(op.index());
        if (op.timeNanos() != Op.NO_TIME) {
            s.append(", :time ").append(op.timeNanos());
        }
        s.append(", :process ");
        if (op.isNemesis()) {
            s.append(":nemesis");
        } else {
            s.append(op.process());
        }
        s.append(", :type :").append(op.type().label()).append(", :f ");
        name(s, op.f());
        s.append(", :value ");
        value(s, op.value());
        if (op.error() != null) {
            s.append(", :error ");
            quoted(s, op.error());
        }
        out.append(s.append("}\n"));
    }

    /** Writes every event of {@code history}. */
    public void writeAll(History history) throws IOException {
        for (Op op : history.ops()) {
            write(op);
        }
    }

    /** A value of a history as EDN. */
    static String text(@Nullable Object value) {
        StringBuilder s = new StringBuilder();
        value(s, value);
        return s.toString();
    }

    private static void name(StringBuilder s, String name) {
        if (isKeyword(name)) {
            s.append(':').append(name);
        } else {
            quoted(s, name);
        }
    }

    private static void value(StringBuilder s, @Nullable Object value) {
        if (value instanceof String text) {
            quoted(s, text);
        } else if (value instanceof Map<?, ?> map) {
            s.append('{');
            String separator = "";
            for (Map.Entry<?, ?> e : map.entrySet()) {
                s.append(separator);
                name(s, String.valueOf(e.getKey()));
                s.append(' ');
                value(s, e.getValue());
                separator = ", ";
            }
            s.append('}');
        } else if (value instanceof List<?> list) {
            s.append('[');
            String separator = "";
            for (Object item : list) {
                s.append(separator);
                value(s, item);
                separator = " ";
            }
            s.append(']');
        } else if (value instanceof BigInteger n) {
            s.append(n).append('N');
        } else if (value instanceof Keyword k && !readsBack(k.name())) {
            s.append('#').append(EdnParser.KEYWORD_TAG).append(' ');
            quoted(s, k.name());
        } else {
            s.append(value == null ? "nil" : value.toString());
        }
    }

    private static void quoted(StringBuilder s, String text) {
        s.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> s.append("\\\"");
                case '\\' -> s.append("\\\\");
                case '\n' -> s.append("\\n");
                case '\r' -> s.append("\\r");
                case '\t' -> s.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        s.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        s.append(c);
                    }
                }
            }
        }
        s.append('"');
    }

    /** Whether {@code name} reads back as one keyword, an optional namespace included. */
    static boolean isKeyword(String name) {
        if (name.isEmpty()) {
            return false;
        }
        int slashes = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean isInside = i > 0 && ((c >= '0' && c <= '9') || "-_.+!?*<>=".indexOf(c) >= 0);
            if (c == '/') {
                slashes++;
                boolean startsName = i + 1 < name.length() && isLetterAt(name, i + 1);
                if (i == 0 || slashes > 1 || !startsName) {
                    return false;
                }
            } else if (!isLetter && !isInside) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether {@code name} with a colon in front is read as that keyword. Wider than {@link
     * #isKeyword}: others' keywords go out as they came in.
     */
    private static boolean readsBack(String name) {
        if (isKeyword(name)) {
            return true;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isPlain = Character.isLetterOrDigit(c) || "-_.+!?*<>=$%&'#/|".indexOf(c) >= 0;
            if (!isPlain || Character.isSurrogate(c)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isLetterAt(String name, int i) {
        char c = name.charAt(i);
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
