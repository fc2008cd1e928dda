package dev.holdfast.checker.decide.shortcut;

/**
 * Numbers different values from 0 in the order in which they first appear.
 *
 * <p>Whole numbers no larger than a few times what is expected, as values that count up are, have a
 * place of their own each; all others share an open-addressing table.
 */
final class ValueTable {
    private static final int GOLDEN = 0x9E3779B9;
    private static final int FIRST_CAPACITY = 64;

    private final int[] small;
    private Object[] others = new Object[FIRST_CAPACITY];
    private int[] ids = new int[FIRST_CAPACITY];
    private int occupied;
    private int size;

    ValueTable(int expected) {
        small = new int[2 * Math.min(expected, Integer.MAX_VALUE / 4) + 16];
    }

    int size() {
        return size;
    }

    /** The number of {@code value}; a new one if it has none. */
    int add(Object value) {
        return value instanceof Long n ? add(n.longValue()) : addOther(value);
    }

    /** As {@link #add(Object)}. */
    int add(long n) {
        return n >= 0 && n < small.length ? addSmall((int) n) : addOther(n);
    }

    private int addSmall(int n) {
        if (small[n] == 0) {
            small[n] = ++size;
        }
        return small[n] - 1;
    }

    private int addOther(Object value) {
        int slot = slot(value);
        if (ids[slot] == 0) {
            others[slot] = value;
            ids[slot] = ++size;
            if (2 * ++occupied > ids.length) {
                grow();
                return size - 1;
            }
        }
        return ids[slot] - 1;
    }

    private int slot(Object value) {
        int mask = ids.length - 1;
        int hash = value.hashCode() * GOLDEN;
        int slot = (hash ^ hash >>> 16) & mask;
        while (ids[slot] != 0 && !others[slot].equals(value)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        Object[] before = others;
        int[] idsBefore = ids;
        others = new Object[2 * before.length];
        ids = new int[2 * before.length];
        for (int i = 0; i < before.length; i++) {
            if (idsBefore[i] != 0) {
                int slot = slot(before[i]);
                others[slot] = before[i];
                ids[slot] = idsBefore[i];
            }
        }
    }
}
