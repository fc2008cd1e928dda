package dev.holdfast.checker;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.verdict.Verdict;

/**
 * A decision procedure: history in, verdict out.
 *
 * <p>Called once a history, from any thread; keeps no state between calls. It is total: where it
 * cannot decide it says unknown. A checker that throws all the same is reported as unknown by
 * {@code Checkers.run}, never as valid; so is one that saw nothing to judge.
 */
public interface Checker {

    /** The name in reports and on the command line. */
    String name();

    /** One sentence: what is promised when this checker says valid. */
    String promise();

    /** Decides. The same history always gets the same verdict and the same evidence. */
    Verdict check(History history);
}
