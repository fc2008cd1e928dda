package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Finding.NotLinearizable;
import dev.holdfast.checker.subhistory.Subhistory;
import org.jspecify.annotations.Nullable;

/**
 * A counter that goes up by one, and reads of its exact value.
 *
 * <p>Increments take effect at their return, or earlier where a read that returns has seen more:
 * then those that return first, and those of unknown outcome last. So the count is as low as it can
 * be at every moment: a read that saw less than the count at its invocation contradicts what came
 * before, and one for whose value too few increments were invoked contradicts too. Between, the
 * count passes every value. O(n log c).
 */
final class CounterSweep extends Sweep {
    /** What a call is that increments; what it is that says nothing. */
    static final long INCREMENT = Long.MIN_VALUE;

    static final long NOTHING = Long.MIN_VALUE + 1;

    private final long[] kinds;
    private final boolean[] done;
    private final ReturnHeap pending = new ReturnHeap();
    private long count;
    private long maybe;
    private int lastPulling = -1;

    /**
     * @param kinds for each call the number of increments that it read, or {@link #INCREMENT} or
     *     {@link #NOTHING}
     */
    CounterSweep(Subhistory h, long[] kinds) {
        super(h);
        this.kinds = kinds;
        this.done = new boolean[kinds.length];
    }

    @Override
    @Nullable NotLinearizable invoked(int call) {
        long kind = kinds[call];
        if (kind == INCREMENT) {
            if (h.isOptional(call)) {
                maybe++;
            } else {
                pending.push(h.returnedAt(call), now);
            }
        } else if (kind != NOTHING && kind < count) {
            return tooLow(call);
        }
        return null;
    }

    @Override
    @Nullable NotLinearizable returned(int call) {
        long kind = kinds[call];
        if (kind == INCREMENT) {
            count += done[call] ? 0 : 1;
        } else if (kind != NOTHING && kind > count) {
            lastPulling = call;
            while (count < kind) {
                if (!pull()) {
                    return tooHigh(call);
                }
            }
        }
        return null;
    }

    private boolean pull() {
        int end = pending.pop(now);
        if (end != ReturnHeap.NONE) {
            done[~h.event(end)] = true;
        } else if (maybe > 0) {
            maybe--;
        } else {
            return false;
        }
        count++;
        return true;
    }

    /** Everything invoked in time would not do; what was invoked later must stay there. */
    private NotLinearizable tooHigh(int read) {
        return Core.of(h, read)
                .addAll(c -> kinds[c] == INCREMENT && h.invokedAt(c) > now)
                .blockedAt(read);
    }

    /**
     * Either so many increments had returned; or an earlier read had seen so many that the ones
     * that came and went since exceed.
     */
    private NotLinearizable tooLow(int read) {
        long value = kinds[read];
        Core core = Core.of(h, read);
        if (addReturned(core, value + 1, -1)) {
            return core.blockedAt(read);
        }
        core = Core.of(h, read, lastPulling);
        if (addReturned(core, value + 1 - kinds[lastPulling], h.returnedAt(lastPulling))) {
            return core.blockedAt(read);
        }
        return new Core(h).blockedAt(read);
    }

    /**
     * Adds {@code many} increments that returned before now and were invoked after {@code since}.
     */
    private boolean addReturned(Core core, long many, int since) {
        long missing = many;
        for (int c = 0; c < kinds.length && missing > 0; c++) {
            if (kinds[c] == INCREMENT && h.returnedAt(c) < now && h.invokedAt(c) > since) {
                core.add(c);
                missing--;
            }
        }
        return missing <= 0;
    }
}
