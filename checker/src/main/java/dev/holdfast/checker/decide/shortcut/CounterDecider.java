package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.CounterModel;
import dev.holdfast.checker.model.Effect;
import dev.holdfast.checker.subhistory.Subhistory;

/** Decides the counter to which all calls add the same. O(n log c). */
final class CounterDecider extends Shortcut<CounterModel> {
    private static final String READ = "read";

    CounterDecider() {
        super("unit-counter", CounterModel.class);
    }

    @Override
    boolean fits(Subhistory h, CounterModel model) {
        long unit = unit(h);
        for (int call = 0; call < h.calls(); call++) {
            if (!isRead(h, call) && !h.isTest(call) && delta(h, call) != unit) {
                return false;
            }
        }
        // Else sums might wrap around.
        return unit != 0
                && isWithin(model.start(), Long.MAX_VALUE / 2)
                && isWithin(unit, Long.MAX_VALUE / 2 / (h.calls() + 1));
    }

    /** Not by {@code Math.abs}, which is negative for the least number. */
    private static boolean isWithin(long n, long bound) {
        return -bound < n && n < bound;
    }

    /** What the first call adds that adds; 1 if none does. */
    private static long unit(Subhistory h) {
        for (int call = 0; call < h.calls(); call++) {
            if (!isRead(h, call) && !h.isTest(call)) {
                return delta(h, call);
            }
        }
        return 1;
    }

    private static boolean isRead(Subhistory h, int call) {
        return h.invocation(call).f().equals(READ);
    }

    private static long delta(Subhistory h, int call) {
        Object effect = h.model().effect(new Operation(h.invocation(call), null));
        return ((Effect) effect).argument() instanceof Long delta ? delta : 0;
    }

    @Override
    Finding decide(Subhistory h, CounterModel model, Effort effort) {
        long unit = unit(h);
        long[] kinds = new long[h.calls()];
        for (int at = 0; at < h.events(); at++) {
            int call = Words.toldAt(h, at);
            if (call < 0) {
                continue;
            }
            if (h.isTest(call)) {
                kinds[call] = CounterSweep.NOTHING;
            } else if (!isRead(h, call)) {
                kinds[call] = CounterSweep.INCREMENT;
            } else if (Words.effect(h, call).result() instanceof Long seen) {
                kinds[call] = increments(seen, model.start(), unit);
                if (kinds[call] < 0) {
                    return Core.of(h, call).blocked();
                }
            } else {
                kinds[call] = CounterSweep.NOTHING;
            }
        }
        return new CounterSweep(h, kinds).run(effort);
    }

    /** How many times {@code unit} leads from {@code start} to {@code seen}; -1 if none does. */
    private static long increments(long seen, long start, long unit) {
        long difference = seen - start;
        boolean wraps = ((seen ^ start) & (seen ^ difference)) < 0;
        return wraps || difference % unit != 0 || difference / unit < 0 ? -1 : difference / unit;
    }
}
