package dev.holdfast.impl.xa;

import dev.holdfast.impl.commit.Step;
import java.util.Optional;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * The driver's resource, with a journal of what it is told to do. It answers what the driver
 * answers.
 */
final class WatchedResource implements XAResource {
    private final XAResource driver;
    private final Branches branches;

    WatchedResource(XAResource driver, Branches branches) {
        this.driver = driver;
        this.branches = branches;
    }

    private String bank() {
        return branches.bank().name();
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        if (flags == TMNOFLAGS) {
            try {
                branches.begin(xid);
            } catch (RuntimeException e) {
                throw unavailable(e);
            }
        }
        driver.start(xid, flags);
    }

    private static XAException unavailable(RuntimeException cause) {
        XAException unavailable = new XAException(XAException.XAER_RMFAIL);
        unavailable.initCause(cause);
        return unavailable;
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        driver.end(xid, flags);
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        Optional<String> payment = branches.begun(xid);
        if (payment.isEmpty()) {
            return driver.prepare(xid);
        }
        int[] vote = {XA_OK};
        branches.journal().step(Step.PREPARE_SENT, payment.get(), bank(), () -> "");
        branches.journal()
                .<XAException>step(
                        Step.VOTE_FORCED,
                        payment.get(),
                        bank(),
                        () -> {
                            vote[0] = driver.prepare(xid);
                            return "yes";
                        });
        return vote[0];
    }

    @Override
    public void commit(Xid xid, boolean isOnePhase) throws XAException {
        Optional<String> begun = branches.begun(xid);
        String payment;
        if (begun.isPresent()) {
            payment = begun.get();
        } else {
            payment = former(xid);
            branches.journal().step(Step.RECOVERED, payment, bank(), () -> "");
        }
        if (isOnePhase) {
            // Who is alone votes and decides at once.
            branches.journal()
                    .<XAException>step(
                            Step.VOTE_FORCED,
                            payment,
                            bank(),
                            () -> {
                                driver.commit(xid, true);
                                return "yes";
                            });
            branches.journal().step(Step.APPLIED, payment, bank(), () -> "commit");
        } else {
            branches.journal().step(Step.DECISION_SENT, payment, bank(), () -> "commit");
            branches.journal()
                    .<XAException>step(
                            Step.APPLIED,
                            payment,
                            bank(),
                            () -> {
                                driver.commit(xid, false);
                                repeat(xid);
                                return "commit";
                            });
        }
        branches.end(xid);
    }

    private String former(Xid xid) throws XAException {
        try {
            return branches.former(xid);
        } catch (RuntimeException e) {
            throw unavailable(e);
        }
    }

    /** As after a lost reply: the second time the branch is not known any more. */
    private void repeat(Xid xid) throws XAException {
        if (branches.journal().repeats()) {
            try {
                driver.commit(xid, false);
            } catch (XAException e) {
                if (e.errorCode != XAException.XAER_NOTA) {
                    throw e;
                }
            }
        }
    }

    /** Not in the journal: what ends here is an attempt, and another one may have succeeded. */
    @Override
    public void rollback(Xid xid) throws XAException {
        if (branches.begun(xid).isEmpty()) {
            branches.journal().step(Step.RECOVERED, former(xid), bank(), () -> "");
        }
        driver.rollback(xid);
        branches.end(xid);
    }

    @Override
    public Xid[] recover(int flag) throws XAException {
        return driver.recover(flag);
    }

    @Override
    public void forget(Xid xid) throws XAException {
        driver.forget(xid);
    }

    @Override
    public boolean isSameRM(XAResource other) throws XAException {
        return driver.isSameRM(other instanceof WatchedResource watched ? watched.driver : other);
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return driver.getTransactionTimeout();
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return driver.setTransactionTimeout(seconds);
    }
}
