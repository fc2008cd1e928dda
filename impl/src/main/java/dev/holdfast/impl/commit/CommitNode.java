package dev.holdfast.impl.commit;

import dev.holdfast.impl.subject.DefiniteFailureException;

/**
 * One agent's part in a protocol. It was made by {@link CommitSystem#start}, which also did what
 * has to be done after a crash, or began to: recovery goes on by itself until nothing is in doubt.
 *
 * <p>Called from several threads at once. Of exceptions: {@link DefiniteFailureException} where
 * this call has done nothing and never will, whatever became of the same payment otherwise; any
 * other where nobody knows.
 */
public interface CommitNode extends AutoCloseable {

    /**
     * Of a coordinator: carries a payment out, or not; returns when it is decided and the decision
     * cannot be lost. A payment whose id is known is not carried out again. A participant leaves it
     * as it is and takes none.
     */
    default Answer pay(Payment payment) throws InterruptedException {
        throw new DefiniteFailureException("takes no payments");
    }

    /**
     * What a participant keeps: a participant is asked for its own only, a coordinator for that of
     * a service. A coordinator leaves it as it is where agents keep the accounts.
     */
    default Statement statement(String participant) throws InterruptedException {
        throw new DefiniteFailureException("keeps no accounts");
    }

    /** Ends all connections and threads; what is under way stays undecided. */
    @Override
    void close();
}
