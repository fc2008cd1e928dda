package dev.holdfast.checker.search;

import java.util.Arrays;

/**
 * How often each effect of calls of unknown outcome happened on the way to a configuration.
 *
 * <p>Immutable: effects in ascending order, each followed by its count.
 */
final class Uses {
    static final Uses NONE = new Uses(new int[0], 0);

    private final int[] pairs;
    private final int total;

    private Uses(int[] pairs, int total) {
        this.pairs = pairs;
        this.total = total;
    }

    /** How often all effects together happened. */
    int total() {
        return total;
    }

    /** How many different effects there are that happened at some time. */
    int effects() {
        return pairs.length / 2;
    }

    /** The {@code i}th of them. */
    int effect(int i) {
        return pairs[2 * i];
    }

    /** How often the {@code i}th of them happened. */
    int count(int i) {
        return pairs[2 * i + 1];
    }

    /** How often {@code effect} happened. O(log n). */
    int of(int effect) {
        int at = find(effect);
        return at < 0 ? 0 : pairs[at + 1];
    }

    /** The same and {@code effect} once more. O(n). */
    Uses and(int effect) {
        int at = find(effect);
        if (at >= 0) {
            int[] more = pairs.clone();
            more[at + 1]++;
            return new Uses(more, total + 1);
        }
        int place = ~at;
        int[] more = new int[pairs.length + 2];
        System.arraycopy(pairs, 0, more, 0, place);
        more[place] = effect;
        more[place + 1] = 1;
        System.arraycopy(pairs, place, more, place + 2, pairs.length - place);
        return new Uses(more, total + 1);
    }

    /** The same with {@code effect}, which must have happened, once less. O(n). */
    Uses but(int effect) {
        int[] less = pairs.clone();
        less[find(effect) + 1]--;
        return new Uses(less, total - 1);
    }

    private int find(int effect) {
        int low = 0;
        int high = pairs.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int there = pairs[2 * middle];
            if (there == effect) {
                return 2 * middle;
            }
            if (there < effect) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return ~(2 * low);
    }

    /** Whether no effect that is {@code counted} happened more often than in {@code other}. */
    boolean isAtMost(Uses other, Counted counted) {
        if (this == other) {
            return true;
        }
        if (total > other.total && counted.isAll()) {
            return false;
        }
        int j = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            while (j < other.pairs.length && other.pairs[j] < pairs[i]) {
                j += 2;
            }
            boolean same = j < other.pairs.length && other.pairs[j] == pairs[i];
            if (pairs[i + 1] > (same ? other.pairs[j + 1] : 0) && counted.is(pairs[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return Arrays.toString(pairs);
    }
}
