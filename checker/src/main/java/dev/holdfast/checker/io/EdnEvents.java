package dev.holdfast.checker.io;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.Keyword;
import dev.holdfast.checker.history.OpType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a chunk of EDN: maps, with or without a tag, perhaps within one list.
 *
 * <p>Where the chunk ends in the middle of an event, the batch ends before that event.
 */
final class EdnEvents extends EdnParser implements BatchParser {
    private static final OpType[] TYPES = OpType.values();
    private static final String NOT_AN_EVENT =
            "not a map; expected one event such as {:process 0, :type :invoke, :f :read}";

    private static final int INDEX = 1;
    private static final int TIME = 2;
    private static final int PROCESS = 4;
    private static final int TYPE = 8;
    private static final int F = 16;
    private static final int VALUE = 32;
    private static final int ERROR = 64;

    private int seen;
    private long index;
    private long time;
    private @Nullable Object process;
    private @Nullable Object type;
    private @Nullable Object f;
    private @Nullable Object value;
    private @Nullable String error;

    @Override
    public EventBatch parse(Chunk chunk) {
        EventBatch batch = new EventBatch(chunk.length());
        start(chunk);
        int eventLine = 0;
        try {
            if (chunk.isFirst()) {
                opening(batch);
            }
            while (true) {
                consumed(batch);
                int c = peekOrEnd();
                consumed(batch);
                if (c < 0) {
                    return batch;
                }
                eventLine = line;
                if (batch.closed != 0) {
                    batch.refuseText(line, "more text after the end of the list of events");
                    return batch;
                }
                if (c == ']' || c == ')') {
                    batch.closed = (char) c;
                    batch.closedLine = line;
                    at++;
                } else {
                    topLevel(batch);
                }
            }
        } catch (Malformed.CutOff e) {
            return batch; // the rest belongs to an event that goes on in the next chunk
        } catch (Malformed e) {
            batch.refuseText(line, "not EDN: " + Fields.line(Fields.oneLine(e)));
        } catch (BadHistoryException e) {
            batch.refuseEvent(eventLine, Fields.oneLine(e));
        }
        return batch;
    }

    private void consumed(EventBatch batch) {
        batch.consumedBytes = at;
        batch.consumedLines = line;
    }

    /** Takes the bracket that opens the list of all events, if there is one. */
    private void opening(EventBatch batch) {
        int c = peekOrEnd();
        int from = at;
        int fromLine = line;
        while (c == '#') {
            at++;
            token();
            c = peekOrEnd();
        }
        if (c == '[' || c == '(') {
            batch.opened = (char) closing(c);
            at++;
        } else {
            at = from;
            line = fromLine;
        }
    }

    private void topLevel(EventBatch batch) {
        int eventLine = line;
        int c = bytes[at];
        while (c == '#') {
            at++;
            if (at < end && bytes[at] == '{') {
                throw new BadHistoryException(NOT_AN_EVENT);
            }
            token();
            c = peek();
        }
        if (c == '}') {
            throw unexpected(c);
        }
        if (c != '{') {
            throw new BadHistoryException(NOT_AN_EVENT);
        }
        at++;
        event();
        batch.add(
                eventLine,
                index,
                time,
                Fields.process(process),
                type instanceof OpType known ? known : Fields.type(type),
                Fields.f(f),
                value,
                error);
    }

    private void event() {
        seen = 0;
        index = -1;
        time = -1;
        process = null;
        type = null;
        f = null;
        value = null;
        error = null;
        while (peek() != '}') {
            int from = at;
            int field = fieldAt();
            if ((seen & field) != 0) {
                throw Fields.twice(text(from + 1, at));
            }
            seen |= field;
            if (peek() == '}') {
                throw new Malformed("a map whose last key has no value");
            }
            field(field);
        }
        at++;
    }

    private void field(int field) {
        switch (field) {
            case INDEX -> index = Fields.index(value(1));
            case TIME -> time = Fields.time(value(1));
            case PROCESS -> process = name();
            case TYPE -> type = type();
            case F -> f = name();
            case VALUE -> value = value(1);
            case ERROR -> {
                Object read = value(1);
                error =
                        read == null || read instanceof String
                                ? (String) read
                                : EdnWriter.text(read);
            }
            default -> skipForm(); // :node, :exception and others are no business of ours
        }
    }

    private Object type() {
        if (bytes[at] == ':') {
            int from = at + 1;
            int length = token() - from;
            for (OpType known : TYPES) {
                if (matches(from, length, known.label())) {
                    return known;
                }
            }
            at = from - 1;
        }
        Object read = name();
        return read == null ? "nil" : read;
    }

    /** A name: keyword, string or symbol alike. */
    private @Nullable Object name() {
        Object read = value(1);
        return read instanceof Keyword k ? k.name() : read;
    }

    /** Takes a key of an event; 0 if it is none of ours. */
    private int fieldAt() {
        int c = bytes[at];
        if (c == ':') {
            int from = at + 1;
            return field(from, token() - from);
        }
        if (c == '"') {
            int from = at + 1;
            at++;
            skipString();
            return field(from, at - 1 - from);
        }
        skipForm();
        return 0;
    }

    private int field(int from, int length) {
        if (length == 0) {
            return 0;
        }
        return switch (bytes[from]) {
            case 'i' -> matches(from, length, "index") ? INDEX : 0;
            case 't' ->
                    matches(from, length, "time") ? TIME : matches(from, length, "type") ? TYPE : 0;
            case 'p' -> matches(from, length, "process") ? PROCESS : 0;
            case 'f' -> length == 1 ? F : 0;
            case 'v' -> matches(from, length, "value") ? VALUE : 0;
            case 'e' -> matches(from, length, "error") ? ERROR : 0;
            default -> 0;
        };
    }

    private boolean matches(int from, int length, String name) {
        if (length != name.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
