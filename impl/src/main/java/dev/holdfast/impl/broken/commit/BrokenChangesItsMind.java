package dev.holdfast.impl.broken.commit;

import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.wal.WalParticipant;

/**
 * {@link dev.holdfast.impl.wal.WalCommit} whose participants abort by themselves what they have
 * voted yes on, if they do not hear of it for long.
 *
 * <p>Exposed by a coordinator that ends when its commit is on disk and nobody was told: until it is
 * back, they have given up what was committed. Breaks agreement, which the right one keeps under
 * the same fault.
 */
public final class BrokenChangesItsMind extends BrokenWal {

    @Override
    public String name() {
        return "broken-changes-its-mind";
    }

    @Override
    public String summary() {
        return "wal-2pc whose participants give up what they promised when they wait too long";
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
        protected void resolve(Payment payment) {
            apply(payment.id(), false).join();
        }
    }
}
