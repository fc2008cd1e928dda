package dev.holdfast.checker.io;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable map for the few fields of an event's value, in the order they were read.
 *
 * <p>All maps with the same keys share one key array, so a field costs four bytes and a lookup is a
 * short scan that nearly always ends at the first identity comparison.
 */
final class CompactMap extends AbstractMap<String, @Nullable Object> {
    private final String[] keys;
    private final @Nullable Object[] values;

    CompactMap(String[] keys, @Nullable Object[] values) {
        this.keys = keys;
        this.values = values;
    }

    /** Whether these very objects are its fields. */
    boolean isMadeOf(String[] otherKeys, @Nullable Object[] otherValues, int count) {
        if (!isSame(keys, otherKeys)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!isSame(values[i], otherValues[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        int i = find(key);
        return i < 0 ? null : values[i];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return find(key) >= 0;
    }

    private int find(@Nullable Object key) {
        for (int i = 0; i < keys.length; i++) {
            if (isSame(keys[i], key)) {
                return i;
            }
        }
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    @SuppressWarnings("ReferenceEquality") // only a shortcut: equals decides when it fails
    private static boolean isSame(@Nullable Object a, @Nullable Object b) {
        return a == b;
    }

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, @Nullable Object>> {
        @Override
        public int size() {
            return keys.length;
        }

        @Override
        public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < keys.length;
                }

                @Override
                public Map.Entry<String, @Nullable Object> next() {
                    if (next >= keys.length) {
                        throw new NoSuchElementException();
                    }
                    int i = next++;
                    return new SimpleImmutableEntry<String, @Nullable Object>(keys[i], values[i]);
                }
            };
        }
    }
}
