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
    /** A verdict is worth waiting a little for its reason, also where the limit is short. */
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private Explanation() {}

    /** As small a proof as can be found within a part of the limits. */
    static Evidence of(
            History history, Subhistory part, Finding.NotLinearizable found, Limits limits) {
        Duration third = limits.time().dividedBy(3);
        Duration time =
                third.compareTo(SHORTEST) < 0
                        ? SHORTEST
                        : third.compareTo(LONGEST) > 0 ? LONGEST : third;
        Effort effort = Effort.of(limits.within(time.multipliedBy(2)), Progress.NONE);
        return new Explainer(Searches.competition(), time).explain(history, part, found, effort);
    }
}
