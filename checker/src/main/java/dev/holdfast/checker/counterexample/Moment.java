package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import java.util.List;

/**
 * What can be so when one call returns.
 *
 * @param at the event of the return
 * @param operation what returned
 * @param before the states that the object can be in just before, in the model's words
 * @param after the states that it can be in if the call has happened by then; none at the last
 *     moment of a counterexample
 * @param refusals at the last moment: why the model refuses the call, for each state before
 */
public record Moment(
        Op at,
        Operation operation,
        List<String> before,
        List<String> after,
        List<String> refusals) {
    /** Copies the lists. */
    public Moment {
        before = List.copyOf(before);
        after = List.copyOf(after);
        refusals = List.copyOf(refusals);
    }
}
