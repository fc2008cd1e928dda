package dev.holdfast.impl.broken.commit;

import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.branch.Vote;
import dev.holdfast.impl.wal.WalCoordinator;

/**
 * {@link dev.holdfast.impl.wal.WalCommit} whose coordinator takes it for a yes if a participant
 * cannot be reached or does not answer in time.
 *
 * <p>Exposed by participants that are killed: what was sent to them while they were gone is
 * committed, though they never voted. Breaks validity, which the right one keeps under the same
 * fault.
 */
public final class BrokenCommitsOnTimeout extends BrokenWal {

    @Override
    public String name() {
        return "broken-commits-on-timeout";
    }

    @Override
    public String summary() {
        return "wal-2pc whose coordinator takes silence for a yes";
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
        protected Vote silence(String why) {
            return Vote.YES;
        }
    }
}
