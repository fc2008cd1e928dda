package dev.holdfast.workload;

import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.ledger.Account;
import dev.holdfast.impl.lock.Mode;
import dev.holdfast.impl.lock.Sharing;
import java.util.OptionalLong;

/** What clients do under the locks of each workload. */
final class Errands {
    private Errands() {}

    /**
     * Reads the account, works, and writes it back, alone. Where the lock is reentrant, some first
     * acquire it once more, work, and release it once, and must still hold it after that.
     */
    static void pay(LockProcess process, Payment payment, Sharing sharing)
            throws InterruptedException {
        Outcome grant =
                process.acquire(payment.account(), Mode.EXCLUSIVE, sharing, payment.waitLimit());
        if (grant.type() != Outcome.Type.OK) {
            return;
        }
        boolean isTwice = sharing.depth() > 1 && payment.acquiresTwice();
        long work = isTwice ? payment.workMillis() / 2 : payment.workMillis();
        if (isTwice) {
            acquireAgain(process, payment, sharing, work);
        }
        OptionalLong token = grant.token();
        Outcome account = read(process, payment, token);
        if (account.type() == Outcome.Type.OK) {
            Thread.sleep(work);
            process.write(
                    payment.account(),
                    account.version(),
                    payment.id(),
                    account.balance() + payment.amount(),
                    token);
        }
        release(process, payment, grant);
    }

    private static void acquireAgain(
            LockProcess process, Payment payment, Sharing sharing, long workMillis)
            throws InterruptedException {
        Outcome again =
                process.acquire(payment.account(), Mode.EXCLUSIVE, sharing, payment.waitLimit());
        if (again.type() == Outcome.Type.OK) {
            Thread.sleep(workMillis);
            release(process, payment, again);
        }
    }

    /** Pays, or reads the account twice beside others who read: it must not change meanwhile. */
    static void payOrLook(LockProcess process, Payment payment, Sharing sharing)
            throws InterruptedException {
        if (!payment.onlyLooks()) {
            pay(process, payment, sharing);
            return;
        }
        Outcome grant =
                process.acquire(payment.account(), Mode.SHARED, sharing, payment.waitLimit());
        if (grant.type() != Outcome.Type.OK) {
            return;
        }
        if (read(process, payment, grant.token()).type() == Outcome.Type.OK) {
            Thread.sleep(payment.workMillis());
            read(process, payment, grant.token());
        }
        release(process, payment, grant);
    }

    /**
     * Uses what the semaphore guards: tells it at the beginning and at the end, in an account of
     * this use alone. Whoever reads all of them sees how many used it at once.
     */
    static void use(LockProcess process, Payment payment, Sharing sharing)
            throws InterruptedException {
        Outcome grant =
                process.acquire(payment.account(), Mode.PERMIT, sharing, payment.waitLimit());
        if (grant.type() != Outcome.Type.OK) {
            return;
        }
        String use = payment.account() + "/" + payment.id();
        String begun = payment.id() + "-begun";
        if (tell(process, use, Account.INITIAL, begun, 1, grant)) {
            Thread.sleep(payment.workMillis());
            tell(process, use, begun, payment.id() + "-ended", 0, grant);
        }
        release(process, payment, grant);
    }

    private static boolean tell(
            LockProcess process, String use, String from, String to, long users, Outcome grant) {
        return process.write(use, from, to, users, grant.token()).type() == Outcome.Type.OK;
    }

    /** What another call left unknown is retired, and does nothing more. */
    private static Outcome read(LockProcess process, Payment payment, OptionalLong token) {
        return process.retired() ? Outcome.fail("retired") : process.read(payment.account(), token);
    }

    private static void release(LockProcess process, Payment payment, Outcome grant) {
        if (!process.retired()) {
            process.release(payment.account(), grant);
        }
    }
}
