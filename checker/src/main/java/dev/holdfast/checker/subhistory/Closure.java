package dev.holdfast.checker.subhistory;

import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The states that an object can reach by any of its operations, any number of times. Safe for any
 * number of threads.
 */
public final class Closure {
    private Closure() {}

    /**
     * All states that the calls of {@code h} can lead to, in the order in which a breadth-first
     * search meets them; empty if the model is not finite or there are too many to be worth it.
     *
     * <p>O(states · effects).
     *
     * @param mostSteps how often the model may be asked
     */
    public static List<?> of(Subhistory h, long mostSteps) {
        return h.model().isFinite() ? reach(h.model(), h, mostSteps) : List.of();
    }

    private static <S> List<S> reach(Model<S> model, Subhistory h, long mostSteps) {
        List<Operation> writes = new ArrayList<>();
        Effects effects = h.effects();
        for (int e = 0; e < effects.count(); e++) {
            if (!effects.isReadOnly(e)) {
                writes.add(effects.sample(e));
            }
        }
        Set<S> known = new LinkedHashSet<>();
        ArrayDeque<S> open = new ArrayDeque<>();
        for (S start : starts(model, h)) {
            if (known.add(start)) {
                open.add(start);
            }
        }
        long steps = 0;
        for (S state = open.poll(); state != null; state = open.poll()) {
            steps += writes.size();
            if (steps > mostSteps) {
                return List.of();
            }
            for (Operation write : writes) {
                if (model.step(state, write) instanceof Step.Next<S> next
                        && known.add(next.state())) {
                    open.add(next.state());
                }
            }
        }
        return List.copyOf(known);
    }

    /** The states that {@code h} may start in, whose model is {@code model}. */
    @SuppressWarnings("unchecked")
    public static <S> List<S> starts(Model<S> model, Subhistory h) {
        return h.starts().stream().map(s -> (S) s).toList();
    }
}
