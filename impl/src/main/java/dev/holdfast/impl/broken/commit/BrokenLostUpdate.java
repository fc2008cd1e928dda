package dev.holdfast.impl.broken.commit;

import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.branch.Branch;
import dev.holdfast.impl.commit.branch.ForcedLog;
import dev.holdfast.impl.wal.WalParticipant;
import java.util.HashMap;
import java.util.Map;

/**
 * {@link dev.holdfast.impl.wal.WalCommit} whose participants read a balance when they vote, and
 * when they are told to commit write back what they have made of it.
 *
 * <p>Exposed by two payments from one account at once, without a fault: the later debit is written
 * over the earlier one. Breaks the money's promise: balances are not what their entries make.
 */
public final class BrokenLostUpdate extends BrokenWal {

    @Override
    public String name() {
        return "broken-lost-update";
    }

    @Override
    public String summary() {
        return "wal-2pc whose participants write balances back that they read when they voted";
    }

    @Override
    WalParticipant participant(CommitSite site) {
        return new Participant(site);
    }

    private static final class Participant extends WalParticipant {
        private Participant(CommitSite site) {
            super(
                    site,
                    Branch.open(log(site), site.ownOpening(), log -> new Hasty(site.name(), log)));
        }

        /** Accounts that go by what was read. */
        private static final class Hasty extends Branch {
            private final Map<String, Long> read = new HashMap<>();

            private Hasty(String name, ForcedLog log) {
                super(name, log);
            }

            @Override
            protected void promise(Payment payment) {
                super.promise(payment);
                for (Leg leg : payment.legs()) {
                    read.put(payment.id() + leg.account(), balance(leg.account()));
                }
            }

            @Override
            protected long balanceAfter(String payment, Leg leg) {
                return read.getOrDefault(payment + leg.account(), 0L) + leg.amount();
            }
        }
    }
}
