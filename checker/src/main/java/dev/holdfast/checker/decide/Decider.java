package dev.holdfast.checker.decide;

import dev.holdfast.checker.subhistory.Subhistory;

/**
 * A procedure that decides whether the operations on one object are linearizable.
 *
 * <p>Stateless; called from any thread. Deterministic: the same subhistory gets the same finding.
 */
public interface Decider {

    /** The name on the command line and in verdicts, for example {@code mutex} or {@code exact}. */
    String name();

    /**
     * Whether this procedure is exact for {@code subhistory}: its model, its options and its shape.
     * Cheap beside deciding it: at most one pass.
     */
    boolean isFor(Subhistory subhistory);

    /**
     * Decides. Only asked where {@link #isFor} says yes.
     *
     * @param effort accounts for the work; told of each configuration looked at
     * @throws StoppedException passed on from {@code effort}; the caller turns it into unknown
     */
    Finding decide(Subhistory subhistory, Effort effort);
}
