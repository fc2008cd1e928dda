package dev.holdfast.checker.io;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.Keyword;
import dev.holdfast.checker.history.Op;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import us.bpsm.edn.Symbol;
import us.bpsm.edn.TaggedValue;
import us.bpsm.edn.printer.Printers;

/**
 * Turns what the EDN parser read into events and plain values.
 *
 * <p>Keywords that are map keys become strings, keywords elsewhere stay {@link Keyword}s; tags are
 * dropped, sets become lists, symbols and characters strings.
 */
final class EdnValues {
    private final Interner interner = new Interner();

    Op op(@Nullable Object read, int index) {
        Object untagged = read instanceof TaggedValue t ? t.getValue() : read;
        if (!(untagged instanceof Map<?, ?> map)) {
            throw new BadHistoryException(
                    "not a map; expected one event such as {:process 0, :type :invoke, :f :read}");
        }
        Object process = null;
        Object time = null;
        Object type = null;
        Object f = null;
        Object value = null;
        Object error = null;
        for (Map.Entry<?, ?> e : map.entrySet()) {
            switch (key(e.getKey())) {
                case "index" -> Fields.index(e.getValue());
                case "time" -> time = plain(e.getValue(), 1);
                case "process" -> process = name(e.getValue());
                case "type" -> type = name(e.getValue());
                case "f" -> f = name(e.getValue());
                case "value" -> value = plain(e.getValue(), 1);
                case "error" -> error = e.getValue();
                default -> {} // :node, :exception and others are no business of ours
            }
        }
        return new Op(
                index,
                Fields.time(time),
                Fields.process(process),
                Fields.type(type),
                Fields.f(f),
                value,
                error == null || error instanceof String
                        ? (String) error
                        : EdnWriter.text(plain(error, 1)));
    }

    private @Nullable Object name(@Nullable Object value) {
        return value instanceof us.bpsm.edn.Keyword || value instanceof Symbol
                ? key(value)
                : plain(value, 1);
    }

    private String key(@Nullable Object key) {
        String text;
        if (key instanceof us.bpsm.edn.Keyword || key instanceof Symbol) {
            String printed = key.toString();
            text = printed.startsWith(":") ? printed.substring(1) : printed;
        } else {
            text = key instanceof String s ? s : Printers.printString(key);
        }
        return intern(text);
    }

    private String intern(String s) {
        return interner.string(s.toCharArray(), 0, s.length());
    }

    private @Nullable Object plain(@Nullable Object value, int depth) {
        if (depth > Fields.DEEPEST) {
            throw new BadHistoryException(
                    "values nest deeper than %d levels".formatted(Fields.DEEPEST));
        }
        if (value == null || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof String s) {
            return intern(s);
        }
        if (value instanceof Number n) {
            return number(n);
        }
        if (value instanceof us.bpsm.edn.Keyword) {
            return new Keyword(key(value));
        }
        if (value instanceof TaggedValue tagged) {
            return plain(tagged.getValue(), depth + 1);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, depth);
        }
        if (value instanceof Collection<?> items) {
            List<@Nullable Object> list = new ArrayList<>(items.size());
            for (Object item : items) {
                list.add(plain(item, depth + 1));
            }
            return Collections.unmodifiableList(list);
        }
        return intern(value.toString());
    }

    private static Number number(Number n) {
        if (n instanceof BigInteger) {
            return n;
        }
        if (n instanceof Double || n instanceof Float || n instanceof BigDecimal) {
            return JsonOps.finite(n.doubleValue());
        }
        return n.longValue();
    }

    private Map<String, @Nullable Object> map(Map<?, ?> map, int depth) {
        String[] keys = new String[map.size()];
        @Nullable Object[] values = new @Nullable Object[map.size()];
        int n = 0;
        for (Map.Entry<?, ?> e : map.entrySet()) {
            keys[n] = key(e.getKey());
            values[n++] = plain(e.getValue(), depth + 1);
        }
        return CompactMaps.of(interner, keys, values, n);
    }
}
