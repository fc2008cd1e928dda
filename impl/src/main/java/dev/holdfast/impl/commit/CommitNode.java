package dev.holdfast.impl.commit;

/**
 * One agent's part in a protocol. It was made by {@link CommitSystem#start}, which also did what
 * has to be done after a crash, or began to: recovery goes on by itself until nothing is in doubt.
 *
 * <p>Called from several threads at once. Of exceptions: {@link
 * dev.holdfast.impl.subject.DefiniteFailureException} where this call has done nothing and never
 * will, whatever became of the same payment otherwise; any other where nobody knows.
 */
public interface CommitNode extends AutoCloseable {

    /**
     * Of a coordinator: carries a payment out, or not; returns when it is decided and the decision
     * cannot be lost. A payment whose id is known is not carried out again.
     */
    Answer pay(Payment payment) throws InterruptedException;

    /**
     * What a participant keeps: a participant is asked for its own, a coordinator for that of a
     * service.
     */
    Statement statement(String participant) throws InterruptedException;

    /** Ends all connections and threads; what is under way stays undecided. */
    @Override
    void close();
}
