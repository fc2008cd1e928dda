package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.model.GuardedStorageModel;
import dev.holdfast.checker.subhistory.Subhistory;

/** Decides the storage that keeps lower tokens out, refusals too if fails are strict. */
final class GuardDecider extends Shortcut<GuardedStorageModel> {
    GuardDecider() {
        super("guarded-storage", GuardedStorageModel.class);
    }

    @Override
    boolean fits(Subhistory h, GuardedStorageModel model) {
        return true;
    }

    @Override
    Finding decide(Subhistory h, GuardedStorageModel model, Effort effort) {
        Long[] tokens = new Long[h.calls()];
        for (int at = 0; at < h.events(); at++) {
            int call = Words.toldAt(h, at);
            if (call < 0) {
                continue;
            }
            tokens[call] = (Long) Words.effect(h, call).argument();
        }
        return new GuardRule(h, tokens).decide();
    }
}
