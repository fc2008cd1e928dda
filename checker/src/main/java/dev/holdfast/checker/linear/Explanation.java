package dev.holdfast.checker.linear;

import dev.holdfast.checker.counterexample.Explainer;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.Limits;
import dev.holdfast.checker.decide.Progress;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.search.Searches;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Evidence;
import java.time.Duration;

/** The proof of a violation that was found. */
final class Explanation {
    /**
     * Whatever the limit of the check is, so that the proof does not depend on it. Seldom needed:
     * the steps to a proof are counted as well.
     */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Explanation() {}

    /** As small a proof as can be found at a bounded effort. */
    static Evidence of(
            History history, Subhistory part, Finding.NotLinearizable found, Limits limits) {
        Effort effort = Effort.of(limits.within(LONGEST.multipliedBy(2)), Progress.NONE);
        return new Explainer(Searches.competition(), LONGEST).explain(history, part, found, effort);
    }
}
