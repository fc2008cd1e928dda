package dev.holdfast.checker.io;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache that gives equal short strings and equal key lists one identity.
 *
 * <p>A slot holds the last string that hashed to it: no growth, no chains, and a miss costs one new
 * string. Histories repeat a few names a million times, so nearly all lookups hit.
 */
final class Interner {
    private static final int SLOTS = 1 << 14;
    private static final int LONGEST = 40;

    private final @Nullable String[] strings = new @Nullable String[SLOTS];
    private final String[] @Nullable [] shapes = new String[1 << 8] @Nullable [];

    /** The string of {@code length} characters at {@code offset}. */
    String string(char[] chars, int offset, int length) {
        if (length > LONGEST) {
            return new String(chars, offset, length);
        }
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + chars[offset + i];
        }
        int slot = (hash ^ hash >>> 15) & (SLOTS - 1);
        String known = strings[slot];
        if (known != null && same(known, chars, offset, length)) {
            return known;
        }
        String made = new String(chars, offset, length);
        strings[slot] = made;
        return made;
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
        shapes[slot] = made;
        return made;
    }
}
