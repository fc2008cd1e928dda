package dev.holdfast.checker.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.Keyword;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns one JSON object into one event. Not for more than one thread. */
final class JsonOps {
    private final JsonFactory factory =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(2 * Fields.DEEPEST)
                                    .maxNumberLength(400)
                                    .build())
                    .build();
    private final Interner interner = new Interner();

    /**
     * The event in {@code length} bytes at {@code offset}.
     *
     * @throws IOException if they are not JSON
     * @throws BadHistoryException if they are, and not one event
     */
    Op parse(byte[] line, int offset, int length, int index) throws IOException {
        try (JsonParser in = factory.createParser(line, offset, length)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new BadHistoryException("not a JSON object; expected one event a line");
            }
            Op op = fields(in, index);
            if (in.nextToken() != null) {
                throw new BadHistoryException("more than one value; expected one event a line");
            }
            return op;
        }
    }

    /**
     * The events in {@code length} bytes at {@code offset}, into {@code found}.
     *
     * @throws IOException if they are not JSON
     * @throws BadHistoryException if they are, and not events
     */
    void parseAll(byte[] lines, int offset, int length, int firstIndex, List<Op> found)
            throws IOException {
        try (JsonParser in = factory.createParser(lines, offset, length)) {
            JsonToken token = in.nextToken();
            while (token != null) {
                if (token != JsonToken.START_OBJECT) {
                    throw new BadHistoryException("not a JSON object");
                }
                found.add(fields(in, firstIndex + found.size()));
                token = in.nextToken();
            }
        }
    }

    private Op fields(JsonParser in, int index) throws IOException {
        Object process = null;
        Object time = null;
        Object type = null;
        Object f = null;
        Object value = null;
        Object error = null;
        int seen = 0;
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            Object read = value(in, 1);
            int bit = 0;
            switch (name) {
                case "index" -> {
                    bit = 1;
                    Fields.index(read);
                }
                case "time" -> {
                    bit = 2;
                    time = read;
                }
                case "process" -> {
                    bit = 4;
                    process = read;
                }
                case "type" -> {
                    bit = 8;
                    type = read;
                }
                case "f" -> {
                    bit = 16;
                    f = read;
                }
                case "value" -> {
                    bit = 32;
                    value = read;
                }
                case "error" -> {
                    bit = 64;
                    error = read;
                }
                default -> {} // fields of others are no business of ours
            }
            if ((seen & bit) != 0) {
                throw new BadHistoryException("%s appears twice in one event".formatted(name));
            }
            seen |= bit;
        }
        OpType parsedType = Fields.type(type);
        return new Op(
                index,
                Fields.time(time),
                Fields.process(process),
                parsedType,
                Fields.f(f),
                value,
                errorText(error));
    }

    private static @Nullable String errorText(@Nullable Object error) {
        return error == null || error instanceof String ? (String) error : error.toString();
    }

    private @Nullable Object value(JsonParser in, int depth) throws IOException {
        if (depth > Fields.DEEPEST) {
            throw new BadHistoryException(
                    "values nest deeper than %d levels".formatted(Fields.DEEPEST));
        }
        JsonToken token = in.currentToken();
        return switch (token) {
            case VALUE_STRING -> text(in);
            case VALUE_NUMBER_INT ->
                    in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                            ? in.getBigIntegerValue()
                            : (Object) in.getLongValue();
            case VALUE_NUMBER_FLOAT -> finite(in.getDoubleValue());
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
            String rest = new String(chars, from + 1, length - 1);
            return rest.charAt(0) == ':' ? rest : new Keyword(rest);
        }
        return interner.string(chars, from, length);
    }

    static Double finite(double d) {
        if (Double.isNaN(d) || Double.isInfinite(d)) {
            throw new BadHistoryException("a value is " + d + "; expected a finite number");
        }
        return d;
    }

    private List<@Nullable Object> list(JsonParser in, int depth) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(in, depth + 1));
        }
        return Collections.unmodifiableList(list);
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
