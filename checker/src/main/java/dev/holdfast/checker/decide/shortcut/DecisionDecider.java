package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.model.DecisionModel;
import dev.holdfast.checker.model.Effect;
import dev.holdfast.checker.model.Nil;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.Arrays;

/** Decides the register that keeps the first value proposed. O(n). */
final class DecisionDecider extends Shortcut<DecisionModel> {
    DecisionDecider() {
        super("decision", DecisionModel.class);
    }

    @Override
    boolean fits(Subhistory h, DecisionModel model) {
        return isLenient(h);
    }

    @Override
    Finding decide(Subhistory h, DecisionModel model, Effort effort) {
        int calls = h.calls();
        int[] proposed = new int[calls];
        int[] answered = new int[calls];
        boolean[] sawNothing = new boolean[calls];
        Arrays.fill(proposed, DecisionRule.NONE);
        Arrays.fill(answered, DecisionRule.NONE);
        ValueTable values = new ValueTable(calls);
        for (int at = 0; at < h.events(); at++) {
            effort.step(at);
            int call = Words.toldAt(h, at);
            if (call < 0) {
                continue;
            }
            Effect effect = Words.effect(h, call);
            if (effect.argument() != null) {
                proposed[call] = values.add(effect.argument());
            }
            if (effect.result() == Nil.NIL) {
                sawNothing[call] = true;
            } else if (effect.result() != null) {
                answered[call] = values.add(effect.result());
            }
        }
        return new DecisionRule(h, proposed, answered, sawNothing).decide();
    }
}
