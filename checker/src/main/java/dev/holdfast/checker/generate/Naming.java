package dev.holdfast.checker.generate;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the values of operations name the object that they are about. */
interface Naming {
    /** There is but one object, so they do not. */
    Naming BARE = value -> value;

    /** {@code value} with the name of the object. */
    @Nullable Object name(@Nullable Object value);

    /** A pair of {@code key} and value, as {@code jepsen.independent} makes it. */
    static Naming pair(Object key) {
        return value -> Collections.unmodifiableList(Arrays.asList(key, value));
    }

    /** A map with the object's name under {@code field}, and the value under {@code rest}. */
    static Naming map(String field, String name, String rest) {
        Map<String, @Nullable Object> alone = new LinkedHashMap<>();
        alone.put(field, name);
        Map<String, @Nullable Object> nameOnly = Collections.unmodifiableMap(alone);
        return value -> {
            if (value == null) {
                return nameOnly;
            }
            Map<String, @Nullable Object> map = new LinkedHashMap<>(nameOnly);
            if (value instanceof Map<?, ?> fields) {
                fields.forEach((k, v) -> map.put((String) k, v));
            } else {
                map.put(rest, value);
            }
            return Collections.unmodifiableMap(map);
        };
    }
}
