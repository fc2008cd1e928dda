package dev.holdfast.impl.commit;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

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

    /**
     * As {@link #step}, of a step that ends later: nobody waits for it. What follows runs in the
     * thread that ends it.
     *
     * @param action begins the step, and becomes what it makes
     * @param detail what {@link #step}'s action would answer, of what the step has made
     * @return becomes what the step has made, once it is written down and the point after it is
     *     passed; fails as the action fails, and the step is not written down then
     */
    <T> CompletableFuture<T> stepLater(
            Step step,
            String payment,
            String who,
            Supplier<CompletableFuture<T>> action,
            Function<T, String> detail);

    /** Whether every message is to be sent twice at present, as by a retry after a lost reply. */
    boolean repeats();

    /** A step; it may fail. */
    @FunctionalInterface
    interface Action<X extends Exception> {
        String run() throws X;
    }
}
