package dev.holdfast.checker.model;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.HashSet;
import java.util.Set;

/** Decides a small history by trying every order of its calls, at most 63 on one object. */
public final class Permutations {
    private final Subhistory calls;
    private final Set<Seen> seen = new HashSet<>();

    private record Seen(long placed, Object state) {}

    private Permutations(Subhistory calls) {
        this.calls = calls;
    }

    /** Whether every object of {@code history} is linearizable. */
    public static boolean isLinearizable(History history, Model<?> model, Fails fails) {
        return Subhistories.of(history, model, fails).stream()
                .allMatch(s -> search(new Permutations(s), s.model()));
    }

    private static <S> boolean search(Permutations p, Model<S> model) {
        return p.search(model, 0, model.initial());
    }

    private <S> boolean search(Model<S> model, long placed, S state) {
        if (!seen.add(new Seen(placed, state))) {
            return false;
        }
        int deadline = Integer.MAX_VALUE;
        for (int c = 0; c < calls.calls(); c++) {
            if ((placed & 1L << c) == 0) {
                deadline = Math.min(deadline, calls.returnedAt(c));
            }
        }
        if (deadline == Subhistory.FOREVER) {
            return true;
        }
        for (int c = 0; c < calls.calls(); c++) {
            if ((placed & 1L << c) == 0 && calls.invokedAt(c) < deadline) {
                Operation operation = calls.operation(c);
                Step<S> step = model.step(state, operation);
                if (step instanceof Step.Next<S> next
                        && search(model, placed | 1L << c, next.state())) {
                    return true;
                }
            }
        }
        return false;
    }
}
