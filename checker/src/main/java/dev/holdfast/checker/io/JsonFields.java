package dev.holdfast.checker.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.Keyword;
import dev.holdfast.checker.history.OpType;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one JSON object as one event. For one thread. */
final class JsonFields {
    private static final List<String> NAMES =
            List.of("index", "time", "process", "type", "f", "value", "error");

    private final Interner interner = new Interner();

    /**
     * Takes the object whose bracket {@code in} stands at.
     *
     * @throws IOException if it is not JSON
     * @throws BadHistoryException if it is, and not an event
     */
    void event(JsonParser in, EventBatch batch, int line) throws IOException {
        long index = -1;
        long time = -1;
        Object process = null;
        Object type = null;
        Object f = null;
        Object value = null;
        Object error = null;
        int seen = 0;
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            int field = NAMES.indexOf(name);
            if (field >= 0) {
                if ((seen & 1 << field) != 0) {
                    throw Fields.twice(name);
                }
                seen |= 1 << field;
            }
            switch (field) {
                case 0 -> index = Fields.index(value(in, 1));
                case 1 -> time = Fields.time(value(in, 1));
                case 2 -> process = name(in);
                case 3 -> type = name(in);
                case 4 -> f = name(in);
                case 5 -> value = value(in, 1);
                case 6 -> error = value(in, 1);
                default -> in.skipChildren(); // fields of others are no business of ours
            }
        }
        int validProcess = Fields.process(process);
        OpType validType = Fields.type(type);
        String validF = Fields.f(f);
        batch.add(line, index, time, validProcess, validType, validF, value, text(error));
    }

    private static @Nullable String text(@Nullable Object error) {
        return error == null || error instanceof String ? (String) error : EdnWriter.text(error);
    }

    /** A name, with or without a keyword's colon. */
    private @Nullable Object name(JsonParser in) throws IOException {
        Object read = value(in, 1);
        return read instanceof Keyword k ? k.name() : read;
    }

    private @Nullable Object value(JsonParser in, int depth) throws IOException {
        if (depth > ReadLimits.DEPTH) {
            throw Fields.tooDeep();
        }
        JsonToken token = in.currentToken();
        return switch (token) {
            case VALUE_STRING -> text(in);
            case VALUE_NUMBER_INT ->
                    in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                            ? Fields.whole(in.getBigIntegerValue())
                            : interner.number(in.getLongValue());
            case VALUE_NUMBER_FLOAT -> Fields.finite(in.getDoubleValue());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case START_ARRAY -> list(in, depth);
            case START_OBJECT -> map(in, depth);
            default -> throw new BadHistoryException("unexpected " + token);
        };
    }

    private Object text(JsonParser in) throws IOException {
        char[] chars = in.getTextCharacters();
        int from = in.getTextOffset();
        int length = in.getTextLength();
        if (length > 1 && chars[from] == ':') {
            String rest = interner.string(chars, from + 1, length - 1);
            return rest.charAt(0) == ':' ? rest : interner.keyword(rest);
        }
        return interner.string(chars, from, length);
    }

    private CompactList list(JsonParser in, int depth) throws IOException {
        @Nullable Object[] items = new @Nullable Object[4];
        int n = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (n == items.length) {
                items = Arrays.copyOf(items, 2 * n);
            }
            items[n++] = value(in, depth + 1);
        }
        return new CompactList(n == items.length ? items : Arrays.copyOf(items, n));
    }

    private Map<String, @Nullable Object> map(JsonParser in, int depth) throws IOException {
        String[] keys = new String[8];
        @Nullable Object[] values = new @Nullable Object[8];
        int n = 0;
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            if (n == keys.length) {
                keys = Arrays.copyOf(keys, 2 * n);
                values = Arrays.copyOf(values, 2 * n);
            }
            in.nextToken();
            keys[n] = name;
            values[n++] = value(in, depth + 1);
        }
        return CompactMaps.of(interner, keys, values, n);
    }
}
