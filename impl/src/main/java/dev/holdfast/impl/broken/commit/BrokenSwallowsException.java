package dev.holdfast.impl.broken.commit;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.wal.WalCoordinator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link dev.holdfast.impl.wal.WalCommit} whose coordinators catch whatever goes wrong when they
 * pass a payment on to its home, log it, and go on as if it had succeeded.
 *
 * <p>Exposed by coordinators that are killed: payers are told that a payment was committed which
 * never reached its home, so nobody has voted on it. Breaks validity, which the right one keeps
 * under the same fault.
 */
public final class BrokenSwallowsException extends BrokenWal {
    private static final Logger log = LoggerFactory.getLogger(BrokenSwallowsException.class);

    @Override
    public String name() {
        return "broken-swallows-exception";
    }

    @Override
    public String summary() {
        return "wal-2pc whose coordinator takes it for a commit if it cannot ask the right one";
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
        protected Answer forwarded(String home, Payment payment) throws InterruptedException {
            try {
                return super.forwarded(home, payment);
            } catch (RuntimeException e) {
                log.info("{} does not answer", home, e);
                return Answer.COMMITTED;
            }
        }
    }
}
