package dev.holdfast.checker.search;

import dev.holdfast.checker.decide.Effort;
import java.util.Arrays;

/**
 * The configurations that led nowhere, by position and state. For one thread.
 *
 * <p>With dominance a configuration is known if one that could do all that it can led nowhere.
 */
final class Memo {
    private static final int NONE = -1;
    private static final int ENTRY_BYTES = Configuration.BYTES + 28;

    private final boolean isDominance;
    private final Counted counted;
    private final Effort effort;
    private int[] heads = new int[0];
    private int[] next = new int[0];
    private int[] position = new int[0];
    private Configuration[] entries = new Configuration[0];
    private int size;

    Memo(boolean isDominance, Counted counted, Effort effort) {
        this.isDominance = isDominance;
        this.counted = counted;
        this.effort = effort;
    }

    boolean knows(int at, Configuration c) {
        if (size == 0) {
            return false;
        }
        for (int i = heads[bucket(at, c)]; i != NONE; i = next[i]) {
            Configuration e = entries[i];
            if (position[i] == at
                    && e.state == c.state
                    && e.dominates(c, counted)
                    && (isDominance || c.dominates(e, counted))) {
                return true;
            }
        }
        return false;
    }

    /** Adds {@code c}, which must not change any more. */
    void add(int at, Configuration c) {
        if (size == entries.length) {
            grow();
        }
        effort.hold(ENTRY_BYTES + (long) Long.BYTES * 2 * (c.done.length - 1));
        position[size] = at;
        entries[size] = c;
        int bucket = bucket(at, c);
        next[size] = heads[bucket];
        heads[bucket] = size++;
    }

    private int bucket(int at, Configuration c) {
        long key = ((long) at << 32 | c.state) * 0x9E3779B97F4A7C15L;
        return (int) (key >>> 33) & heads.length - 1;
    }

    private void grow() {
        int capacity = Math.max(64, 2 * size);
        next = Arrays.copyOf(next, capacity);
        position = Arrays.copyOf(position, capacity);
        entries = Arrays.copyOf(entries, capacity);
        heads = new int[capacity];
        Arrays.fill(heads, NONE);
        for (int i = 0; i < size; i++) {
            int bucket = bucket(position[i], entries[i]);
            next[i] = heads[bucket];
            heads[bucket] = i;
        }
    }
}
