package dev.holdfast.impl.broken.commit;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.wal.WalCoordinator;

/**
 * {@link dev.holdfast.impl.wal.WalCommit} whose coordinator tells the participants first, and then
 * has the decision forced.
 *
 * <p>Until they are told, the decision is in memory only. A decision that is written and merely not
 * forced would not do: the operating system keeps what a killed process has written, so only the
 * end of the machine would show that.
 *
 * <p>Exposed by a coordinator that ends when it has told one of them: started again it knows of no
 * decision and presumes an abort, which is what the others hear, if they are patient enough to find
 * it back: else they ask the one who was told, and nobody is harmed. Breaks agreement, which the
 * right one keeps under the same fault.
 */
public final class BrokenTellsBeforeForcing extends BrokenWal {

    @Override
    public String name() {
        return "broken-tells-before-forcing";
    }

    @Override
    public String summary() {
        return "wal-2pc whose coordinator tells the participants before its log";
    }

    @Override
    WalCoordinator coordinator(CommitSite site) {
        return new Coordinator(site);
    }

    private static final class Coordinator extends WalCoordinator {
        private Coordinator(CommitSite site) {
            super(site);
        }

        @Override
        protected Answer decide(Payment payment) throws InterruptedException {
            Answer outcome = outcome(askForVotes(payment));
            tell(payment, outcome);
            return force(payment, outcome);
        }
    }
}
