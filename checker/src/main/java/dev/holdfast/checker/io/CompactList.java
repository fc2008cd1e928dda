package dev.holdfast.checker.io;

import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** An unmodifiable list in one array: half the memory of a wrapped {@code ArrayList}. */
final class CompactList extends AbstractList<@Nullable Object> implements RandomAccess {
    private final @Nullable Object[] items;

    /** Takes {@code items} over. */
    CompactList(@Nullable Object[] items) {
        this.items = items;
    }

    @Override
    public @Nullable Object get(int index) {
        return items[index];
    }

    @Override
    public int size() {
        return items.length;
    }
}
