package dev.holdfast.checker.search;

import dev.holdfast.checker.decide.Effort;
import java.util.Arrays;

/** A map from numbers, 0 or more, to ints, without boxing and without removal. For one thread. */
final class LongToInt {
    private static final long EMPTY = -1;
    private static final int ENTRY_BYTES = Long.BYTES + Integer.BYTES;

    private final Effort effort;
    private long[] keys = new long[0];
    private int[] values = new int[0];
    private int size;

    LongToInt(Effort effort) {
        this.effort = effort;
    }

    int get(long key, int otherwise) {
        if (size == 0) {
            return otherwise;
        }
        int at = place(keys, key);
        return keys[at] == EMPTY ? otherwise : values[at];
    }

    void put(long key, int value) {
        if (2 * (size + 1) > keys.length) {
            grow();
        }
        int at = place(keys, key);
        if (keys[at] == EMPTY) {
            keys[at] = key;
            size++;
        }
        values[at] = value;
    }

    private void grow() {
        int capacity = Math.max(64, 2 * keys.length);
        effort.hold((long) (capacity - keys.length) * ENTRY_BYTES);
        long[] biggerKeys = new long[capacity];
        int[] biggerValues = new int[capacity];
        Arrays.fill(biggerKeys, EMPTY);
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != EMPTY) {
                int at = place(biggerKeys, keys[i]);
                biggerKeys[at] = keys[i];
                biggerValues[at] = values[i];
            }
        }
        keys = biggerKeys;
        values = biggerValues;
    }

    private static int place(long[] keys, long key) {
        int mask = keys.length - 1;
        int at = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (keys[at] != EMPTY && keys[at] != key) {
            at = at + 1 & mask;
        }
        return at;
    }
}
