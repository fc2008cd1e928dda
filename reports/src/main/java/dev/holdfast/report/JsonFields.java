package dev.holdfast.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is read strictly: every field is asked for by name and kind, and the error
 * names the path from the root.
 */
final class JsonFields {
    private static final int FOUND_CHARS_MAX = 60;

    private final JsonNode node;
    private final String path;

    private JsonFields(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** The object {@code node}, which may have {@code allowed} fields and no others. */
    static JsonFields of(JsonNode node, String path, Set<String> allowed) {
        if (!node.isObject()) {
            throw wrong(path, "an object", node);
        }
        for (String name : (Iterable<String>) node::fieldNames) {
            if (!allowed.contains(name)) {
                throw new BadSummaryException(
                        "%s: unknown field \"%s\"; known are %s"
                                .formatted(where(path), oneLine(name), String.join(", ", allowed)));
            }
        }
        return new JsonFields(node, path);
    }

    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    JsonNode node(String name) {
        JsonNode child = node.get(name);
        if (child == null) {
            throw new BadSummaryException(
                    "%s: the field \"%s\" is missing".formatted(where(path), name));
        }
        return child;
    }

    @Nullable JsonNode nodeOrNull(String name) {
        return node.get(name);
    }

    String text(String name) {
        JsonNode child = node(name);
        if (!child.isTextual()) {
            throw wrong(path(name), "a string", child);
        }
        return child.textValue();
    }

    long whole(String name) {
        JsonNode child = node(name);
        if (!child.isIntegralNumber() || !child.canConvertToLong()) {
            throw wrong(path(name), "a whole number of at most 64 bits", child);
        }
        return child.longValue();
    }

    int index(String name) {
        long n = whole(name);
        if (n < 0 || n > Integer.MAX_VALUE) {
            throw wrong(path(name), "an index from 0", node(name));
        }
        return (int) n;
    }

    long count(String name) {
        long n = whole(name);
        if (n < 0) {
            throw wrong(path(name), "a number from 0", node(name));
        }
        return n;
    }

    double number(String name) {
        JsonNode child = node(name);
        if (!child.isNumber()) {
            throw wrong(path(name), "a number", child);
        }
        return child.doubleValue();
    }

    boolean flag(String name) {
        JsonNode child = node(name);
        if (!child.isBoolean()) {
            throw wrong(path(name), "true or false", child);
        }
        return child.booleanValue();
    }

    String word(String name, Set<String> words) {
        JsonNode child = node(name);
        if (!child.isTextual() || !words.contains(child.textValue())) {
            throw wrong(path(name), "one of " + String.join(", ", words), child);
        }
        return child.textValue();
    }

    List<String> texts(String name) {
        return each(
                name,
                item -> {
                    if (!item.node.isTextual()) {
                        throw wrong(item.path, "a string", item.node);
                    }
                    return item.node.textValue();
                });
    }

    /** The elements of the array {@code name}, each read by {@code read}. */
    <T> List<T> each(String name, Function<Item, T> read) {
        JsonNode child = node(name);
        if (!child.isArray()) {
            throw wrong(path(name), "an array", child);
        }
        List<T> result = new ArrayList<>(child.size());
        for (int i = 0; i < child.size(); i++) {
            result.add(read.apply(new Item(child.get(i), path(name) + "[" + i + "]")));
        }
        return result;
    }

    /** An element of an array and where it stands. */
    record Item(JsonNode node, String path) {}

    static BadSummaryException wrong(String path, String expected, JsonNode found) {
        return new BadSummaryException(
                "%s: expected %s, found %s"
                        .formatted(where(path), expected, oneLine(found.toString())));
    }

    private static String where(String path) {
        return path.isEmpty() ? "at the top" : "at " + oneLine(path);
    }

    private static String oneLine(String s) {
        return oneLine(s, FOUND_CHARS_MAX);
    }

    static String oneLine(String s, int charsMax) {
        String cut = s.length() <= charsMax ? s : s.substring(0, charsMax) + "…";
        return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]+", " ");
    }
}
