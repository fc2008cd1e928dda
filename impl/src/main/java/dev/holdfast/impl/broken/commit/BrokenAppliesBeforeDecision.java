package dev.holdfast.impl.broken.commit;

import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.branch.Vote;
import dev.holdfast.impl.wal.WalParticipant;
import java.util.concurrent.CompletableFuture;

/**
 * {@link dev.holdfast.impl.wal.WalCommit} whose participants do not wait for the decision: what
 * they have voted for they carry out.
 *
 * <p>Exposed by payments that somebody else refuses, without a fault: these are aborted, and are in
 * the accounts of whoever voted yes. Breaks agreement.
 */
public final class BrokenAppliesBeforeDecision extends BrokenWal {

    @Override
    public String name() {
        return "broken-applies-before-decision";
    }

    @Override
    public String summary() {
        return "wal-2pc whose participants change their accounts when they vote yes";
    }

    @Override
    WalParticipant participant(CommitSite site) {
        return new Participant(site);
    }

    private static final class Participant extends WalParticipant {
        private Participant(CommitSite site) {
            super(site);
        }

        @Override
        protected CompletableFuture<Vote> vote(Payment payment) {
            return super.vote(payment)
                    .thenCompose(
                            vote ->
                                    vote.isYes()
                                            ? apply(payment.id(), true).thenApply(done -> vote)
                                            : CompletableFuture.completedFuture(vote));
        }
    }
}
