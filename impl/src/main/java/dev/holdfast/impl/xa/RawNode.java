package dev.holdfast.impl.xa;

import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.peer.Repeating;
import dev.holdfast.impl.sql.Bank;
import dev.holdfast.impl.sql.Refused;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import javax.transaction.xa.XAException;

/** A coordinator by hand, which remembers as long as it lives what it has to tell whom. */
final class RawNode extends XaNode {
    private final Map<String, XaPool> pools = new LinkedHashMap<>();
    private final Queue<BooleanSupplier> untold = new ConcurrentLinkedQueue<>();
    private final Repeating teller;

    RawNode(CommitSite site) {
        super(site);
        sources.forEach((bank, source) -> pools.put(bank, new XaPool(source)));
        this.teller = new Repeating("teller", site.patience(), this::tellAll);
    }

    @Override
    void inOneTransaction(Payment payment) {
        String attempt = UUID.randomUUID().toString();
        List<RawBranch> branches = new ArrayList<>();
        try {
            for (Bank bank : banks.of(payment)) {
                RawBranch branch = new RawBranch(pool(bank), new RawXid(attempt, bank.name()));
                branches.add(branch);
                work(bank, branch.connection(), payment);
                branch.end();
            }
            for (RawBranch branch : branches) {
                branch.prepare();
            }
        } catch (SQLException e) {
            rollBack(branches);
            throw new Refused(e.getSQLState() + " " + e.getMessage());
        } catch (XAException e) {
            rollBack(branches);
            throw new Refused("XA " + e.errorCode + " " + e.getMessage());
        } catch (RuntimeException e) {
            rollBack(branches);
            throw e;
        }
        commit(payment, branches);
    }

    private XaPool pool(Bank bank) {
        XaPool pool = pools.get(bank.name());
        if (pool == null) {
            throw new IllegalStateException("no connections to " + bank.name());
        }
        return pool;
    }

    private void rollBack(List<RawBranch> branches) {
        for (RawBranch branch : branches) {
            if (!branch.hasRolledBack()) {
                untold.add(branch::hasRolledBack);
            }
        }
    }

    /** The home first: once it has committed, its books say so for ever. */
    private void commit(Payment payment, List<RawBranch> branches) {
        List<RawBranch.Outcome> outcomes = new ArrayList<>();
        for (RawBranch branch : branches) {
            RawBranch.Outcome outcome = branch.commit();
            if (outcome == RawBranch.Outcome.OPEN) {
                untold.add(() -> branch.commit() != RawBranch.Outcome.OPEN);
            }
            outcomes.add(outcome);
            if (outcomes.size() == 1 && outcome == RawBranch.Outcome.ROLLED_BACK) {
                // Nothing was committed yet, so the others can be undone.
                rollBack(branches.subList(1, branches.size()));
                throw new Refused("the bank says that it was rolled back");
            }
        }
        if (outcomes.contains(RawBranch.Outcome.ROLLED_BACK)) {
            throw new IllegalStateException(
                    "of payment " + payment.id() + " a bank rolled back what another committed");
        }
        if (outcomes.get(0) == RawBranch.Outcome.OPEN) {
            throw new IllegalStateException(
                    "the commit of " + payment.id() + " is not acknowledged");
        }
    }

    private void tellAll() {
        for (int i = untold.size(); i > 0; i--) {
            BooleanSupplier next = untold.remove();
            if (!next.getAsBoolean()) {
                untold.add(next);
            }
        }
    }

    @Override
    public void close() {
        teller.close();
        pools.values().forEach(XaPool::close);
        super.close();
    }
}
