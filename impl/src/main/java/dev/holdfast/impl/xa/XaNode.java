package dev.holdfast.impl.xa;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.sql.Bank;
import dev.holdfast.impl.sql.BankCoordinator;
import dev.holdfast.impl.sql.Banks;
import dev.holdfast.impl.sql.Books;
import dev.holdfast.impl.sql.Refused;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What coordinators by XA have in common: one transaction over all banks of a payment, which also
 * writes into the home's books that the payment was committed. So there are no two that commit it.
 */
abstract class XaNode extends BankCoordinator {
    /** By bank, in the order of the cast. */
    protected final Map<String, WatchedDataSource> sources = new LinkedHashMap<>();

    private final ThreadLocal<String> current = new ThreadLocal<>();

    XaNode(CommitSite site) {
        super(site, new Banks(site, true, Branches.TABLES));
        for (Bank bank : banks.all()) {
            sources.put(
                    bank.name(),
                    new WatchedDataSource(new Branches(bank, site.journal(), current)));
        }
    }

    @Override
    protected final Bank home(Payment payment) {
        return banks.of(payment).get(0);
    }

    @Override
    protected final Answer carryOut(Payment payment) throws InterruptedException {
        current.set(payment.id());
        try {
            inOneTransaction(payment);
            return Answer.COMMITTED;
        } catch (Refused e) {
            return abort(payment, e.reason());
        } finally {
            current.remove();
        }
    }

    /**
     * Returns when it is committed.
     *
     * @throws Refused if it is rolled back
     * @throws RuntimeException if nobody knows
     */
    abstract void inOneTransaction(Payment payment) throws InterruptedException;

    /** What one bank has to do for it, in its branch. */
    final void work(Bank bank, Connection connection, Payment payment) throws SQLException {
        if (bank.equals(home(payment))
                && !Books.decide(connection, payment.id(), Answer.COMMITTED)) {
            throw new Refused("it was decided before");
        }
        Books.apply(connection, bank.name(), payment.id(), payment.of(bank.name()));
    }

    @Override
    protected final List<String> inDoubt(Bank bank) {
        return Branches.prepared(bank);
    }
}
