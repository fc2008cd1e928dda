package dev.holdfast.impl.broken.commit;

import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.wal.WalParticipant;
import java.util.List;

/**
 * {@link dev.holdfast.impl.wal.WalCommit} whose participants, started again, do not ask what became
 * of their promises: they carry them out.
 *
 * <p>Exposed by a participant that ends when its promise is on disk and not yet told: the
 * coordinator hears no vote, aborts, and the others give the payment up. Breaks agreement, which
 * the right one keeps under the same fault.
 */
public final class BrokenPresumesCommit extends BrokenWal {

    @Override
    public String name() {
        return "broken-presumes-commit";
    }

    @Override
    public String summary() {
        return "wal-2pc whose participants presume after a restart that what they promised was committed";
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
        protected void recover(List<Payment> inDoubt) {
            inDoubt.forEach(payment -> apply(payment.id(), true).join());
        }
    }
}
