package dev.holdfast.checker.io;

import dev.holdfast.checker.history.BadHistoryException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes maps of the fields just read; a key that appears twice is refused. */
final class CompactMaps {
    /** Beyond this a scan is no longer the fastest lookup. */
    private static final int FEW = 16;

    private CompactMaps() {}

    static Map<String, @Nullable Object> of(
            Interner interner, String[] keys, @Nullable Object[] values, int count) {
        if (count > FEW) {
            return large(keys, values, count);
        }
        for (int i = 1; i < count; i++) {
            for (int j = 0; j < i; j++) {
                if (keys[i].equals(keys[j])) {
                    throw twice(keys[i]);
                }
            }
        }
        return interner.map(interner.shape(keys, count), values, count);
    }

    private static Map<String, @Nullable Object> large(
            String[] keys, @Nullable Object[] values, int count) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            if (map.containsKey(keys[i])) {
                throw twice(keys[i]);
            }
            Interner.requireWhole(keys[i]);
            map.put(keys[i], values[i]);
        }
        return Collections.unmodifiableMap(map);
    }

    private static BadHistoryException twice(String key) {
        return new BadHistoryException(
                "key %s appears twice in one map".formatted(Fields.shown(key)));
    }
}
