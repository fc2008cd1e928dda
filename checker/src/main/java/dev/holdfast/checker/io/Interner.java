package dev.holdfast.checker.io;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.Keyword;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache that gives equal short strings, numbers, key lists and small maps one identity.
 *
 * <p>A slot holds the last value that hashed to it: no growth, no chains, and a miss costs one new
 * value. Histories repeat a few names a million times, so nearly all lookups hit. For one thread.
 */
final class Interner {
    private static final int SLOTS = 1 << 14;
    private static final int LONGEST = 40;
    private static final int FIRST_SURROGATE = 0xD800;

    private final @Nullable String[] strings = new @Nullable String[SLOTS];
    private final @Nullable Keyword[] keywords = new @Nullable Keyword[1 << 8];
    private final @Nullable Long[] numbers = new @Nullable Long[1 << 12];
    private final @Nullable CompactMap[] maps = new @Nullable CompactMap[1 << 12];
    private final String[] @Nullable [] shapes = new String[1 << 8] @Nullable [];

    /** The string of {@code length} characters at {@code offset}. */
    String string(char[] chars, int offset, int length) {
        int hash = 0;
        int all = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + chars[offset + i];
            all |= chars[offset + i];
        }
        int slot = slot(hash);
        String known = length > LONGEST ? null : strings[slot];
        if (known != null && same(known, chars, offset, length)) {
            return known;
        }
        String made = new String(chars, offset, length);
        if (all >= FIRST_SURROGATE) {
            requireWhole(made);
        }
        if (length <= LONGEST) {
            strings[slot] = made;
        }
        return made;
    }

    /** The string of {@code length} ASCII characters at {@code offset}. */
    String ascii(byte[] chars, int offset, int length) {
        if (length > LONGEST) {
            return new String(chars, offset, length, StandardCharsets.ISO_8859_1);
        }
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + chars[offset + i];
        }
        int slot = slot(hash);
        String known = strings[slot];
        if (known != null && same(known, chars, offset, length)) {
            return known;
        }
        String made = new String(chars, offset, length, StandardCharsets.ISO_8859_1);
        strings[slot] = made;
        return made;
    }

    private static int slot(int hash) {
        return (hash ^ hash >>> 15) & (SLOTS - 1);
    }

    private static boolean same(String known, char[] chars, int offset, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != chars[offset + i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(String known, byte[] chars, int offset, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != chars[offset + i]) {
                return false;
            }
        }
        return true;
    }

    static void requireWhole(String text) {
        if (Utf8.isHalved(text)) {
            throw new BadHistoryException(
                    "a string holds half a surrogate pair; expected whole characters");
        }
    }

    Keyword keyword(String name) {
        int hash = name.hashCode();
        int slot = (hash ^ hash >>> 8) & (keywords.length - 1);
        Keyword known = keywords[slot];
        if (known == null || !known.name().equals(name)) {
            known = new Keyword(name);
            keywords[slot] = known;
        }
        return known;
    }

    Long number(long n) {
        if (n >= -128 && n < 128) {
            return n;
        }
        int slot = (int) (n ^ n >>> 12) & (numbers.length - 1);
        Long known = numbers[slot];
        if (known == null || known != n) {
            known = n;
            numbers[slot] = known;
        }
        return known;
    }

    /** The map with these fields; {@code keys} must be a {@link #shape}. */
    CompactMap map(String[] keys, @Nullable Object[] values, int count) {
        int hash = System.identityHashCode(keys);
        for (int i = 0; i < count; i++) {
            Object value = values[i];
            hash =
                    31 * hash
                            + (value instanceof Long || value instanceof String
                                    ? value.hashCode()
                                    : 7);
        }
        int slot = (hash ^ hash >>> 12) & (maps.length - 1);
        CompactMap known = maps[slot];
        if (known == null || !known.isMadeOf(keys, values, count)) {
            known = new CompactMap(keys, Arrays.copyOf(values, count));
            maps[slot] = known;
        }
        return known;
    }

    /** An array with the first {@code count} of {@code keys}, shared with all others like it. */
    String[] shape(String[] keys, int count) {
        int hash = count;
        for (int i = 0; i < count; i++) {
            hash = 31 * hash + keys[i].hashCode();
        }
        int slot = (hash ^ hash >>> 11) & (shapes.length - 1);
        String[] known = shapes[slot];
        if (known != null && Arrays.equals(known, 0, known.length, keys, 0, count)) {
            return known;
        }
        String[] made = Arrays.copyOf(keys, count);
        for (String key : made) {
            requireWhole(key);
        }
        shapes[slot] = made;
        return made;
    }
}
