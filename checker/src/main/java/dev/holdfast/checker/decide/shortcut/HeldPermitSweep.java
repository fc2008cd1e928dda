package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Finding.NotLinearizable;
import dev.holdfast.checker.model.WeightedSemaphoreModel;
import dev.holdfast.checker.subhistory.Subhistory;
import org.jspecify.annotations.Nullable;

/**
 * Permits that processes take several at a time and give back themselves.
 *
 * <p>What a process holds depends on its own calls alone, for it makes one at a time. To others its
 * acquires only do harm and its releases only good: so acquires take effect at their return,
 * releases at their invocation. The definite holds must never exceed the permits. O(n).
 */
final class HeldPermitSweep extends Sweep {
    private final long permits;
    private final int[] process;
    private final long[] held;
    private final boolean[] done;
    private long taken;

    HeldPermitSweep(Subhistory h, long permits) {
        super(h);
        this.permits = permits;
        this.process = ProcessTable.numbers(h);
        this.held = new long[process.length];
        this.done = new boolean[process.length];
    }

    private long permitsOf(int call) {
        return WeightedSemaphoreModel.permitsOf(h.operation(call));
    }

    @Override
    @Nullable NotLinearizable invoked(int call) {
        if (!Words.isAcquire(h.invocation(call))) {
            long n = permitsOf(call);
            if (n <= held[process[call]]) {
                held[process[call]] -= n;
                taken -= n;
                done[call] = true;
            }
        }
        return null;
    }

    @Override
    @Nullable NotLinearizable returned(int call) {
        int by = process[call];
        if (!Words.isAcquire(h.invocation(call))) {
            return done[call] ? null : new Core(h).addAll(c -> process[c] == by).blockedAt(call);
        }
        long n = permitsOf(call);
        if (n > permits - taken) {
            return Core.of(h, call)
                    .addAll(c -> held[process[c]] > 0 || process[c] == by)
                    .blockedAt(call);
        }
        held[by] += n;
        taken += n;
        return null;
    }
}
