package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.model.SemaphoreModel;
import dev.holdfast.checker.subhistory.Subhistory;

/**
 * Decides the semaphore whose permits are taken one at a time. O(n log c).
 *
 * <p>Not for refusals where there are several permits: to make a refusal right it may then be worth
 * holding releases back.
 */
final class SemaphoreDecider extends Shortcut<SemaphoreModel> {
    SemaphoreDecider() {
        super("semaphore", SemaphoreModel.class);
    }

    @Override
    boolean fits(Subhistory h, SemaphoreModel model) {
        return model.permits() == 1 || isLenient(h);
    }

    @Override
    Finding decide(Subhistory h, SemaphoreModel model, Effort effort) {
        return new PermitSweep(h, model.permits()).run(effort);
    }
}
