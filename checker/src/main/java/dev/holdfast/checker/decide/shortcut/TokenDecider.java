package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.model.TokenModel;
import dev.holdfast.checker.subhistory.Subhistory;

/** Decides whether tokens increase, whoever gets them. O(n log n). */
final class TokenDecider extends Shortcut<TokenModel> {
    TokenDecider() {
        super("tokens", TokenModel.class);
    }

    @Override
    boolean fits(Subhistory h, TokenModel model) {
        return true;
    }

    @Override
    Finding decide(Subhistory h, TokenModel model, Effort effort) {
        Long[] tokens = new Long[h.calls()];
        for (int at = 0; at < h.events(); at++) {
            int call = Words.toldAt(h, at);
            if (call < 0) {
                continue;
            }
            tokens[call] = (Long) Words.effect(h, call).result();
        }
        return new TokenSweep(h, tokens).decide(effort);
    }
}
