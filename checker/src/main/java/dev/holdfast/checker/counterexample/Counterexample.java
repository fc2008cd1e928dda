package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.subhistory.Closure;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.ArrayList;
import java.util.List;

/**
 * A few operations that no order can explain, whatever all others did.
 *
 * @param subhistory exactly what was refuted: the calls of {@code must} and {@code may}, the states
 *     to start in and the operations that may happen at any moment
 * @param must the operations that returned, in the order of their invocations
 * @param may the operations that may have happened after their invocations, or not at all, in the
 *     order of their invocations
 * @param earlier how many operations of the object had returned before the first moment looked at;
 *     the object may be in any state that they can lead to
 * @param others how many other operations of the object were open between that moment and the
 *     return of {@code last}: they cannot help, even at any moment
 * @param isFolded whether the object may be in any state at first; else it starts as it was
 * @param isCertain whether, although it does not start as it was, it is known in which states the
 *     object can be at first; then any other order explains no more
 * @param isConfirmed whether the last of the steps to this was checked; false only if the time ran
 *     out at once
 * @param isMinimal whether each of {@code must} is known to be needed
 * @param last the one of {@code must} whose return cannot be explained
 * @param moments what can be so at each return, up to the one that cannot be explained; empty if
 *     too much can be so to tell
 */
public record Counterexample(
        Subhistory subhistory,
        List<Operation> must,
        List<Operation> may,
        int earlier,
        int others,
        boolean isFolded,
        boolean isCertain,
        boolean isConfirmed,
        boolean isMinimal,
        Operation last,
        List<Moment> moments) {
    private static final int MOST_CONFIGURATIONS = 20_000;

    /** Copies the lists. */
    public Counterexample {
        must = List.copyOf(must);
        may = List.copyOf(may);
        moments = List.copyOf(moments);
    }

    /** What {@code smallest} claims. */
    static Counterexample of(Shrinking found, boolean isMinimal) {
        Weakening smallest = found.best();
        boolean isConfirmed = found.isConfirmed();
        Weakening.Built built = smallest.build();
        Subhistory h = built.subhistory();
        List<Operation> must = new ArrayList<>();
        List<Operation> may = new ArrayList<>();
        for (int c = 0; c < h.calls(); c++) {
            if (!h.isOptional(c)) {
                must.add(h.operation(c));
            } else if (smallest.role(built.calls().get(c)) == Role.MAY) {
                may.add(h.operation(c));
            }
        }
        Walk.Outcome walk = Walk.through(h, MOST_CONFIGURATIONS);
        if (walk.end() == Walk.End.EXPLAINED && isConfirmed) {
            throw new IllegalStateException(
                    "%d calls were found not linearizable and can be explained step by step"
                            .formatted(h.calls()));
        }
        boolean isFolded = smallest.earlier() > 0 || !h.starts().equals(smallest.base().starts());
        return new Counterexample(
                h,
                must,
                may,
                smallest.earlier(),
                smallest.inWindow() - must.size() - may.size(),
                isFolded,
                smallest.isCertain(),
                isConfirmed,
                isMinimal && isConfirmed,
                smallest.base().operation(found.blocked()),
                walk.end() == Walk.End.STUCK ? walk.moments() : List.of());
    }

    /** The states to start in, in the model's words. */
    public List<String> startsInWords() {
        return startsInWords(subhistory.model());
    }

    private <S> List<String> startsInWords(Model<S> model) {
        return Closure.starts(model, subhistory).stream().map(model::describe).distinct().toList();
    }
}
