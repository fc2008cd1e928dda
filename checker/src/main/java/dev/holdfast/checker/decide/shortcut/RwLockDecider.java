package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.RwLockModel;
import dev.holdfast.checker.subhistory.Subhistory;

/** Decides the read-write lock, with any fails. O(n log c). */
final class RwLockDecider extends Shortcut<RwLockModel> {
    RwLockDecider() {
        super("rw-lock", RwLockModel.class);
    }

    @Override
    boolean fits(Subhistory h, RwLockModel model) {
        return ProcessTable.retires(h);
    }

    @Override
    Finding decide(Subhistory h, RwLockModel model, Effort effort) {
        return new RwLockSweep(h, h.fails() == Fails.STRICT).run(effort);
    }
}
