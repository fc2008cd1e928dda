package dev.holdfast.checker.io;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Keyword;
import dev.holdfast.checker.history.Op;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code history.jsonl}: one event a line.
 *
 * <p>For one thread. Events stay in a buffer until {@link #flush}; a recorder that must survive a
 * kill flushes as often as it can afford. A {@link Keyword} is written as a string with its colon,
 * and a string that starts with a colon gets a second one, so that {@link HistoryFiles} gives back
 * what was written.
 */
public final class JsonlWriter implements Closeable, Flushable {
    private static final SerializedString INDEX = new SerializedString("index");
    private static final SerializedString TIME = new SerializedString("time");
    private static final SerializedString PROCESS = new SerializedString("process");
    private static final SerializedString TYPE = new SerializedString("type");
    private static final SerializedString F = new SerializedString("f");
    private static final SerializedString VALUE = new SerializedString("value");
    private static final SerializedString ERROR = new SerializedString("error");
    private static final SerializedString NEMESIS = new SerializedString("nemesis");

    private final JsonGenerator out;

    /**
     * A writer to {@code out}, which it owns from now on.
     *
     * @throws IOException if {@code out} fails
     */
    public JsonlWriter(OutputStream out) throws IOException {
        this.out =
                new JsonFactory()
                        .createGenerator(out, JsonEncoding.UTF8)
                        .setPrettyPrinter(new MinimalPrettyPrinter(""));
    }

    /**
     * Writes one event.
     *
     * @throws IOException if the stream fails
     * @throws IllegalArgumentException if the value holds what a history cannot; nothing of the
     *     event is then written
     */
    public void write(Op op) throws IOException {
        requirePlain(op.value(), 1, op.index());
        out.writeStartObject();
        out.writeFieldName(INDEX);
        out.writeNumber(op.index());
        if (op.timeNanos() != Op.NO_TIME) {
            out.writeFieldName(TIME);
            out.writeNumber(op.timeNanos());
        }
        out.writeFieldName(PROCESS);
        if (op.isNemesis()) {
            out.writeString(NEMESIS);
        } else {
            out.writeNumber(op.process());
        }
        out.writeFieldName(TYPE);
        out.writeString(op.type().label());
        out.writeFieldName(F);
        out.writeString(escaped(op.f()));
        if (op.value() != null) {
            out.writeFieldName(VALUE);
            value(op.value());
        }
        if (op.error() != null) {
            out.writeFieldName(ERROR);
            out.writeString(escaped(op.error()));
        }
        out.writeEndObject();
        out.writeRaw('\n');
    }

    /** Writes every event of {@code history}. */
    public void writeAll(History history) throws IOException {
        for (Op op : history.ops()) {
            write(op);
        }
    }

    private void value(@Nullable Object value) throws IOException {
        if (value instanceof String s) {
            out.writeString(escaped(s));
        } else if (value instanceof Long n) {
            out.writeNumber(n);
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> e : map.entrySet()) {
                out.writeFieldName(String.valueOf(e.getKey()));
                value(e.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object item : list) {
                value(item);
            }
            out.writeEndArray();
        } else if (value instanceof Boolean b) {
            out.writeBoolean(b);
        } else if (value instanceof Keyword k) {
            out.writeString(":" + k.name());
        } else if (value instanceof Integer n) {
            out.writeNumber(n);
        } else if (value instanceof Double d) {
            out.writeNumber(d);
        } else if (value instanceof BigInteger n) {
            out.writeNumber(n);
        } else {
            out.writeNull();
        }
    }

    private static String escaped(String s) {
        return s.length() > 1 && s.charAt(0) == ':' ? ":" + s : s;
    }

    static void requirePlain(@Nullable Object value, int depth, int index) {
        if (depth > ReadLimits.DEPTH) {
            throw refused(index, "nests deeper than " + ReadLimits.DEPTH + " levels");
        }
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> e : map.entrySet()) {
                requirePlain(e.getValue(), depth + 1, index);
            }
        } else if (value instanceof List<?> list) {
            for (Object item : list) {
                requirePlain(item, depth + 1, index);
            }
        } else if (value instanceof Double d && !Double.isFinite(d)) {
            throw refused(index, "holds " + d + ", expected a finite number");
        } else if (value != null && !isScalar(value)) {
            throw refused(index, "holds a " + value.getClass().getName());
        }
    }

    private static boolean isScalar(Object value) {
        return value instanceof String
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Boolean
                || value instanceof Keyword
                || value instanceof Double
                || value instanceof BigInteger;
    }

    private static IllegalArgumentException refused(int index, String what) {
        return new IllegalArgumentException("the value of op %d %s".formatted(index, what));
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
