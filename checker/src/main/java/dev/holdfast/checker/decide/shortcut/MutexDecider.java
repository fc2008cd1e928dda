package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.model.MutexModel;
import dev.holdfast.checker.subhistory.Subhistory;

/** Decides the mutex that anybody releases, with any fails. O(n log c). */
final class MutexDecider extends Shortcut<MutexModel> {
    MutexDecider() {
        super("mutex", MutexModel.class);
    }

    @Override
    boolean fits(Subhistory h, MutexModel model) {
        return true;
    }

    @Override
    Finding decide(Subhistory h, MutexModel model, Effort effort) {
        return new PermitSweep(h, 1).run(effort);
    }
}
