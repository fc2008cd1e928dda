package dev.holdfast.checker;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.verdict.Evidence;
import java.util.List;

/**
 * A checker that can go on after the first violation.
 *
 * <p>For those who look for a violation of a certain kind, as scripted scenarios do.
 */
public interface MultiChecker extends Checker {

    /** How many violations {@link #violations} lists at most. */
    int MOST_VIOLATIONS = 100;

    /**
     * The violations found, at most {@link #MOST_VIOLATIONS}, in the order in which they became
     * certain. Empty if and only if {@link #check} does not say invalid. Each is a proof of its
     * own.
     */
    List<Evidence> violations(History history);
}
