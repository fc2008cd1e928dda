package dev.holdfast.checker.lock;

import java.util.Arrays;

/**
 * How many grants of a lock may stand at once: one, one that writes or any number that read, or as
 * many as there are permits.
 *
 * <p>Its state is when the lock is free again, an array of times that only grow. Of two states of
 * the same grants the one that is nowhere later allows whatever the other does, because every later
 * grant can then come as early and end as early.
 *
 * <ul>
 *   <li>Permits: when each is free, ascending. A grant takes the one that is free first: all that
 *       are free by then are alike from then on.
 *   <li>Read and write: when the last writer ends, and when the last of all ends.
 * </ul>
 *
 * @param capacity how many permits there are; 1 for all but semaphores
 * @param hasReaders whether some acquires only read
 */
record Room(int capacity, boolean hasReaders) {
    static final Room ONE = new Room(1, false);

    /** Whether more than one may hold it. */
    boolean isShared() {
        return capacity > 1 || hasReaders;
    }

    /** The state before the first grant. */
    long[] empty() {
        long[] free = new long[hasReaders ? 2 : capacity];
        Arrays.fill(free, Long.MIN_VALUE);
        return free;
    }

    /** When {@code g} can be granted at the earliest. */
    long freeFor(long[] free, LeaseGrant g) {
        return hasReaders && !g.grant().isReading() ? free[1] : free[0];
    }

    /** The state after {@code g} was granted, no earlier than that, until {@code until}. */
    long[] after(long[] free, LeaseGrant g, long until) {
        if (hasReaders) {
            return g.grant().isReading()
                    ? new long[] {free[0], Math.max(free[1], until)}
                    : new long[] {until, until};
        }
        long[] next = free.clone();
        int i = 0;
        while (i + 1 < next.length && next[i + 1] < until) {
            next[i] = next[i + 1];
            i++;
        }
        next[i] = until;
        return next;
    }

    /** When nobody holds it any more. */
    static long quietAt(long[] free) {
        return free[free.length - 1];
    }

    /** Whether {@code a} allows whatever {@code b} does. */
    static boolean isNoLater(long[] a, long[] b) {
        for (int i = 0; i < a.length; i++) {
            if (a[i] > b[i]) {
                return false;
            }
        }
        return true;
    }
}
