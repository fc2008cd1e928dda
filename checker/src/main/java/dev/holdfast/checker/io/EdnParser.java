package dev.holdfast.checker.io;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.Keyword;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads EDN values from bytes, straight into the plain data of a history.
 *
 * <p>Keywords that are map keys become strings, keywords elsewhere stay keywords; tags are dropped,
 * sets become lists in their written order, symbols, characters and ratios strings. The form of
 * edn-format.org and, where Clojure's printer goes beyond it, Clojure's.
 */
class EdnParser extends EdnScanner {
    /** The tag of a keyword whose name is not fit for EDN; a string with the name follows. */
    static final String KEYWORD_TAG = "holdfast/keyword";

    private static final int MOST_LONG_DIGITS = 18;

    final Interner interner = new Interner();

    /** Takes the next value, {@code depth} levels below the event. */
    final @Nullable Object value(int depth) {
        if (depth > ReadLimits.DEPTH) {
            throw Fields.tooDeep();
        }
        int c = peek();
        return switch (c) {
            case '"' -> string();
            case ':' -> interner.keyword(keyword());
            case '{' -> {
                at++;
                yield map(depth, "");
            }
            case '[', '(' -> {
                at++;
                yield new CompactList(items(closing(c), depth));
            }
            case '#' -> dispatch(depth);
            case '\\' -> character(at);
            case ')', ']', '}' -> throw unexpected(c);
            default -> atom();
        };
    }

    /** Takes a keyword; its name without the colon. */
    final String keyword() {
        int from = ++at;
        int to = token();
        if (from == to || bytes[from] == ':') {
            throw new Malformed("a colon without a keyword");
        }
        return name(from, to);
    }

    private String name(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                String text = text(from, to);
                return interner.string(text.toCharArray(), 0, text.length());
            }
        }
        return interner.ascii(bytes, from, to - from);
    }

    final String string() {
        int from = ++at;
        int all = 0;
        while (at < end) {
            byte c = bytes[at];
            if (c == '"') {
                return all < 0 ? name(from, at++) : interner.ascii(bytes, from, at++ - from);
            }
            if (c == '\\') {
                return EdnStrings.unescaped(interner, escapedText(from));
            }
            line += c == '\n' ? 1 : 0;
            all |= c;
            at++;
        }
        throw new Malformed.CutOff();
    }

    private String escapedText(int from) {
        skipString();
        return text(from, at - 1);
    }

    private String character(int from) {
        int to = character();
        String literal = text(from + 1, to);
        return EdnStrings.character(literal);
    }

    private @Nullable Object atom() {
        int from = at;
        byte first = bytes[at];
        int to = token();
        boolean isSigned = (first == '-' || first == '+') && to - from > 1;
        byte digit = isSigned ? bytes[from + 1] : first;
        if (digit >= '0' && digit <= '9') {
            return number(from, to, isSigned);
        }
        String text = name(from, to);
        return switch (text) {
            case "nil" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> text;
        };
    }

    private Object number(int from, int to, boolean isSigned) {
        int first = isSigned ? from + 1 : from;
        boolean isPlain =
                to - first <= MOST_LONG_DIGITS && (bytes[first] != '0' || to == first + 1);
        long n = 0;
        for (int i = first; i < to && isPlain; i++) {
            int digit = bytes[i] - '0';
            isPlain = digit >= 0 && digit <= 9;
            n = 10 * n + digit;
        }
        return isPlain
                ? interner.number(bytes[from] == '-' ? -n : n)
                : EdnNumbers.number(text(from, to));
    }

    private @Nullable Object dispatch(int depth) {
        while (true) {
            if (at + 1 >= end) {
                throw new Malformed.CutOff();
            }
            int next = bytes[++at];
            if (next == '{') {
                at++;
                return set(depth);
            }
            if (next == '#') {
                at++;
                return EdnNumbers.symbolic(text(at, token()));
            }
            String tag = text(at, token());
            if (tag.isEmpty()) {
                throw new Malformed("# without a tag");
            }
            int c = peek();
            if (c == '{' && tag.startsWith(":")) {
                at++;
                return map(depth, tag.substring(1) + "/");
            }
            if (c == '"' && tag.equals(KEYWORD_TAG)) {
                return interner.keyword(string());
            }
            if (c != '#') {
                return value(depth);
            }
        }
    }

    private CompactList set(int depth) {
        @Nullable Object[] items = items('}', depth);
        Set<@Nullable Object> seen = new HashSet<>();
        for (Object item : items) {
            if (!seen.add(item)) {
                String text = Fields.line(EdnWriter.text(item));
                throw new BadHistoryException(
                        "%s appears twice in one set".formatted(Fields.shown(text)));
            }
        }
        sort(items);
        return new CompactList(items);
    }

    /** A set has no order, so all spellings of one must be one value. */
    private static void sort(@Nullable Object[] items) {
        boolean areNumbers = true;
        for (Object item : items) {
            areNumbers &= item instanceof Long;
        }
        if (areNumbers) {
            Arrays.sort(items);
        } else {
            Arrays.sort(items, Comparator.comparing(EdnWriter::text));
        }
    }

    private @Nullable Object[] items(int closing, int depth) {
        @Nullable Object[] items = new @Nullable Object[4];
        int n = 0;
        while (true) {
            int c = peek();
            if (c == closing) {
                at++;
                return n == items.length ? items : Arrays.copyOf(items, n);
            }
            Object item = value(depth + 1);
            if (n == items.length) {
                items = Arrays.copyOf(items, 2 * n);
            }
            items[n++] = item;
        }
    }

    /** Takes a map from behind its opening bracket on; keywords without one get the namespace. */
    private Map<String, @Nullable Object> map(int depth, String namespace) {
        String[] keys = new String[8];
        @Nullable Object[] values = new @Nullable Object[8];
        int n = 0;
        while (true) {
            int c = peek();
            if (c == '}') {
                at++;
                return CompactMaps.of(interner, keys, values, n);
            }
            if (n == keys.length) {
                keys = Arrays.copyOf(keys, 2 * n);
                values = Arrays.copyOf(values, 2 * n);
            }
            boolean isBare = c == ':' && !namespace.isEmpty();
            String key = key(depth);
            keys[n] = isBare && key.indexOf('/') < 0 ? namespace + key : key;
            if (peek() == '}') {
                throw new Malformed("a map whose last key has no value");
            }
            values[n++] = value(depth + 1);
        }
    }

    /** Takes a map key, which is text whatever it was. */
    final String key(int depth) {
        int c = peek();
        if (c == ':') {
            return keyword();
        }
        if (c == '"') {
            return string();
        }
        Object key = value(depth + 1);
        if (key instanceof Keyword k) { // a tagged one
            return k.name();
        }
        return key instanceof String s ? s : EdnWriter.text(key);
    }
}
