package dev.holdfast.impl.commit;

/**
 * How a protocol says what it does: each step is written down before the process goes on, and the
 * moments around it are where a test may end the process.
 *
 * <p>What is written here decides nothing in the protocol, and survives the end of the process but
 * not that of the machine; what has to last belongs into the protocol's own log. Safe for several
 * threads.
 */
public interface Journal {

    /**
     * Takes a step: passes the point before it, takes it, writes it down, passes the point after
     * it.
     *
     * @param step which
     * @param payment of which payment
     * @param who whose vote, decision or accounts it concerns: a participant, or of a decision
     *     whoever makes it
     * @param action the step itself, which answers {@code yes} or {@code no} of a vote, {@code
     *     commit} or {@code abort} of a decision and of what is applied, and nothing of other
     *     steps, or where somebody else may have decided otherwise before; what it throws is passed
     *     on, and the step not written down
     */
    <X extends Exception> void step(Step step, String payment, String who, Action<X> action)
            throws X;

    /** Whether every message is to be sent twice at present, as by a retry after a lost reply. */
    boolean repeats();

    /** A step; it may fail. */
    @FunctionalInterface
    interface Action<X extends Exception> {
        String run() throws X;
    }
}
