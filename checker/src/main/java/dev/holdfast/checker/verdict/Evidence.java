package dev.holdfast.checker.verdict;

import dev.holdfast.checker.history.Op;
import java.util.List;

/**
 * The smallest set of ops that proves a violation, with the argument in words.
 *
 * @param kind a stable name of the violation, for example {@code overlapping-tenures}
 * @param summary one sentence that a reader can repeat, without op numbers
 * @param argument why these ops cannot be explained, naming them as {@code #index}
 * @param ops the events of the proof, invocations and completions, by index
 * @param steps the proof step by step, in order
 */
public record Evidence(
        String kind, String summary, String argument, List<Op> ops, List<Step> steps) {

    /** Copies the lists, so that evidence never changes. */
    public Evidence {
        ops = List.copyOf(ops);
        steps = List.copyOf(steps);
    }

    /**
     * One step of the proof.
     *
     * @param op the index of the event that this step looks at
     * @param before the model's state before it, in words
     * @param after the model's state after it; for the last step, why there is none
     */
    public record Step(int op, String before, String after) {}
}
