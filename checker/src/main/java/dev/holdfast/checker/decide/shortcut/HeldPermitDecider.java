package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.model.WeightedSemaphoreModel;
import dev.holdfast.checker.subhistory.Subhistory;

/** Decides the weighted semaphore, whose permits are given back by who holds them. O(n). */
final class HeldPermitDecider extends Shortcut<WeightedSemaphoreModel> {
    HeldPermitDecider() {
        super("weighted-semaphore", WeightedSemaphoreModel.class);
    }

    @Override
    boolean fits(Subhistory h, WeightedSemaphoreModel model) {
        return isLenient(h) && ProcessTable.retires(h);
    }

    @Override
    Finding decide(Subhistory h, WeightedSemaphoreModel model, Effort effort) {
        return new HeldPermitSweep(h, model.permits()).run(effort);
    }
}
