package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Finding.NotLinearizable;
import dev.holdfast.checker.subhistory.Subhistory;
import org.jspecify.annotations.Nullable;

/**
 * A queue without an order: what is dequeued was enqueued, as often at least.
 *
 * <p>Values do not concern each other. So it suffices that of each value, whenever a dequeue
 * returns, as many enqueues had been invoked as dequeues have returned: pair them in order. An
 * enqueue of unknown outcome happened if it is needed; a dequeue of unknown outcome did not. Exact
 * where nobody saw the queue empty. O(n).
 */
final class BagSweep extends Sweep {
    /** No value. */
    static final int NONE = -1;

    private final int[] enqueued;
    private final int[] dequeued;
    private final int[] surplus;

    /**
     * @param enqueued by call the value that it enqueues, or {@link #NONE}
     * @param dequeued by call the value that it dequeued, or {@link #NONE}
     */
    BagSweep(Subhistory h, int[] enqueued, int[] dequeued, int values) {
        super(h);
        this.enqueued = enqueued;
        this.dequeued = dequeued;
        this.surplus = new int[values];
    }

    @Override
    @Nullable NotLinearizable invoked(int call) {
        if (enqueued[call] != NONE) {
            surplus[enqueued[call]]++;
        }
        return null;
    }

    @Override
    @Nullable NotLinearizable returned(int call) {
        int value = dequeued[call];
        if (value == NONE || --surplus[value] >= 0) {
            return null;
        }
        return new Core(h)
                .addAll(
                        c ->
                                enqueued[c] == value
                                        || (dequeued[c] == value && h.returnedAt(c) <= now))
                .blockedAt(call);
    }
}
