package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Decides a tiny subhistory by trying every order of its calls. Shares nothing with the engines and
 * the walk but the model: an order is built from its front, and what must come before is left
 * behind by position alone.
 */
final class Permutations implements Decider {
    private record At(Object state, long placed) {}

    @Override
    public String name() {
        return "permutations";
    }

    @Override
    public boolean isFor(Subhistory h) {
        return h.calls() < Long.SIZE;
    }

    @Override
    public Finding decide(Subhistory h, Effort effort) {
        for (int i = 0; i < h.events(); i++) {
            int end = i;
            boolean isReturn = h.event(i) < 0;
            if (isReturn && !isLinearizable(h, h.model(), c -> h.returnedAt(c) <= end, end)) {
                return new Finding.NotLinearizable(~h.event(i), List.of());
            }
        }
        return new Finding.Linearizable();
    }

    /**
     * Whether the calls up to {@code end} can be explained, those that {@code must} say for sure.
     */
    private static <S> boolean isLinearizable(
            Subhistory h, Model<S> model, IntPredicate must, int end) {
        long required = 0;
        for (int c = 0; c < h.calls(); c++) {
            required |= must.test(c) ? 1L << c : 0;
        }
        Set<At> seen = new HashSet<>();
        ArrayDeque<At> open = new ArrayDeque<>();
        h.starts().forEach(s -> open.push(new At(s, 0)));
        while (!open.isEmpty()) {
            At at = open.pop();
            if (!seen.add(at)) {
                continue;
            }
            if ((required & ~at.placed()) == 0) {
                return true;
            }
            @SuppressWarnings("unchecked")
            S state = (S) at.state();
            for (int c = 0; c < h.calls(); c++) {
                if (h.invokedAt(c) <= end && isNext(h, at.placed(), required, c)) {
                    place(model, state, h.operation(c), at.placed() | 1L << c, open);
                }
            }
            for (Operation free : h.free()) {
                place(model, state, free, at.placed(), open);
            }
        }
        return false;
    }

    private static <S> void place(
            Model<S> model, S state, Operation op, long placed, ArrayDeque<At> open) {
        if (model.step(state, op) instanceof Step.Next<S> next) {
            open.push(new At(next.state(), placed));
        }
    }

    /** Whether {@code c} is not placed and no required call that ended before it is missing. */
    private static boolean isNext(Subhistory h, long placed, long required, int c) {
        if ((placed & 1L << c) != 0) {
            return false;
        }
        for (int d = 0; d < h.calls(); d++) {
            boolean isMissing = (required & ~placed & 1L << d) != 0;
            if (isMissing && d != c && h.returnedAt(d) < h.invokedAt(c)) {
                return false;
            }
        }
        return true;
    }
}
