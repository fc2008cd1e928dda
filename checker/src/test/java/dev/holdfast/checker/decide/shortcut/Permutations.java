package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/** Decides a tiny subhistory by trying every order of its calls. Shares only models. */
final class Permutations<S> {
    private record Seen(int mask, Object state) {}

    private final Model<S> model;
    private final Operation[] operations;
    private final int[] from;
    private final int[] to;
    private final Set<Seen> seen = new HashSet<>();
    private final int required;

    private Permutations(Model<S> model, Operation[] operations, int[] from, int[] to) {
        this.model = model;
        this.operations = operations;
        this.from = from;
        this.to = to;
        int mask = 0;
        for (int c = 0; c < to.length; c++) {
            mask |= to[c] == Subhistory.FOREVER ? 0 : 1 << c;
        }
        this.required = mask;
    }

    static boolean isLinearizable(Subhistory h) {
        return search(h.model(), h, c -> true, c -> false, Integer.MAX_VALUE);
    }

    /** With every call but those of the core optional and free to happen at any moment. */
    static boolean isLinearizableBut(Subhistory h, java.util.Collection<Integer> core) {
        return search(h.model(), h, c -> true, c -> !core.contains(c), Integer.MAX_VALUE);
    }

    /** With what was invoked after {@code end} left out, and what is open then optional. */
    static boolean isLinearizableUntil(Subhistory h, int end) {
        return search(h.model(), h, c -> h.invokedAt(c) < end, c -> false, end);
    }

    private static <S> boolean search(
            Model<S> model, Subhistory h, IntPredicate kept, IntPredicate free, int end) {
        int[] calls = java.util.stream.IntStream.range(0, h.calls()).filter(kept).toArray();
        Operation[] operations = new Operation[calls.length];
        int[] from = new int[calls.length];
        int[] to = new int[calls.length];
        for (int i = 0; i < calls.length; i++) {
            int c = calls[i];
            operations[i] = h.operation(c);
            from[i] = free.test(c) ? -1 : h.invokedAt(c);
            boolean open = free.test(c) || h.returnedAt(c) > end;
            to[i] = open ? Subhistory.FOREVER : h.returnedAt(c);
        }
        return new Permutations<>(model, operations, from, to).search(0, model.initial());
    }

    private boolean search(int mask, S state) {
        if ((mask & required) == required) {
            return true;
        }
        if (!seen.add(new Seen(mask, state))) {
            return false;
        }
        int deadline = Integer.MAX_VALUE;
        for (int c = 0; c < to.length; c++) {
            if ((mask & 1 << c) == 0) {
                deadline = Math.min(deadline, to[c]);
            }
        }
        for (int c = 0; c < to.length; c++) {
            if ((mask & 1 << c) == 0 && from[c] < deadline) {
                Step<S> step = model.step(state, operations[c]);
                if (step instanceof Step.Next<S> next && search(mask | 1 << c, next.state())) {
                    return true;
                }
            }
        }
        return false;
    }
}
