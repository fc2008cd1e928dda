package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.OwnerMutexModel;
import dev.holdfast.checker.subhistory.Subhistory;

/** Decides the mutex that knows its owner: plain, reentrant, fenced. O(n), or O(n log c). */
final class OwnerMutexDecider extends Shortcut<OwnerMutexModel> {
    OwnerMutexDecider() {
        super("owner-mutex", OwnerMutexModel.class);
    }

    @Override
    boolean fits(Subhistory h, OwnerMutexModel model) {
        return ProcessTable.retires(h)
                && !(model.fenced() && h.fails() == Fails.STRICT && hasPromisedToken(h));
    }

    /** Then it matters which acquire of unknown outcome made a refusal right. */
    private static boolean hasPromisedToken(Subhistory h) {
        for (int call = 0; call < h.calls(); call++) {
            if (h.isOptional(call) && Words.effect(h, call).result() != null) {
                return true;
            }
        }
        return false;
    }

    @Override
    Finding decide(Subhistory h, OwnerMutexModel model, Effort effort) {
        return new OwnerMutexSweep(h, model, h.fails() == Fails.STRICT).run(effort);
    }
}
