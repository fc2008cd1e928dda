package dev.holdfast.impl.broken.commit;

import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.branch.Branch;
import dev.holdfast.impl.commit.branch.ForcedLog;
import dev.holdfast.impl.wal.WalParticipant;

/**
 * {@link dev.holdfast.impl.wal.WalCommit} whose participants do not look whether they have carried
 * out before what they are told.
 *
 * <p>Exposed by messages that arrive twice: the money moves twice there. Breaks the money's
 * promise, which the right one keeps under the same fault.
 */
public final class BrokenAppliesTwice extends BrokenWal {

    @Override
    public String name() {
        return "broken-applies-twice";
    }

    @Override
    public String summary() {
        return "wal-2pc whose participants carry out each commit that they are told, again too";
    }

    @Override
    WalParticipant participant(CommitSite site) {
        return new Participant(site);
    }

    private static final class Participant extends WalParticipant {
        private Participant(CommitSite site) {
            super(
                    site,
                    Branch.open(
                            log(site), site.ownOpening(), log -> new Forgetful(site.name(), log)));
        }

        /** Accounts in which nothing is ever done. */
        private static final class Forgetful extends Branch {
            private Forgetful(String name, ForcedLog log) {
                super(name, log);
            }

            @Override
            protected boolean isDone(String payment, boolean isCommit) {
                return false;
            }
        }
    }
}
