package dev.holdfast.impl.xa;

import com.arjuna.ats.arjuna.common.CoreEnvironmentBeanException;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.RecoveryEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.arjuna.common.recoveryPropertyManager;
import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.internal.arjuna.recovery.AtomicActionRecoveryModule;
import com.arjuna.ats.internal.jta.recovery.arjunacore.JTAActionStatusServiceXAResourceOrphanFilter;
import com.arjuna.ats.internal.jta.recovery.arjunacore.JTANodeNameXAResourceOrphanFilter;
import com.arjuna.ats.internal.jta.recovery.arjunacore.JTATransactionLogXAResourceOrphanFilter;
import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import com.arjuna.ats.jta.common.JTAEnvironmentBean;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.sql.Bank;
import dev.holdfast.impl.sql.Refused;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.XAConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A coordinator that leaves all of it to Narayana. Its settings are the process's, so there is one
 * of these in a process.
 *
 * <p>Settings other than those that come with it: where the store is, what this node is called, and
 * that recovery looks every other second, not every other minute, and takes a branch for an orphan
 * after two, not after twenty. No other process uses the store, so recovery needs no port.
 */
final class NarayanaNode extends XaNode {
    private static final Logger log = LoggerFactory.getLogger(NarayanaNode.class);
    private static final int RECOVERY_SECONDS = 1;
    private static final int ORPHAN_MILLIS = 2000;

    private final Map<String, XaPool> pools = new LinkedHashMap<>();
    private final Map<String, RecoveryHelper> helpers = new LinkedHashMap<>();
    private final TransactionManager manager;
    private final RecoveryManager recovery;

    NarayanaNode(CommitSite site) {
        super(site);
        sources.forEach((bank, source) -> pools.put(bank, new XaPool(source)));
        set(site);
        this.manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
        this.recovery = RecoveryManager.manager(RecoveryManager.INDIRECT_MANAGEMENT);
        recovery.initialize();
        XARecoveryModule module = XARecoveryModule.getRegisteredXARecoveryModule();
        sources.forEach(
                (bank, source) -> {
                    RecoveryHelper helper = new RecoveryHelper(source);
                    helpers.put(bank, helper);
                    module.addXAResourceRecoveryHelper(helper);
                });
        recovery.startRecoveryManagerThread();
    }

    private static void set(CommitSite site) {
        try {
            arjPropertyManager.getCoreEnvironmentBean().setNodeIdentifier(site.name());
        } catch (CoreEnvironmentBeanException e) {
            throw new IllegalArgumentException(site.name() + " is no name for a node", e);
        }
        String store = site.folder().resolve("narayana").toString();
        for (String name : new String[] {"default", "stateStore", "communicationStore"}) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, name)
                    .setObjectStoreDir(store);
        }
        BeanPopulator.getDefaultInstance(ObjectStoreEnvironmentBean.class).setObjectStoreDir(store);
        RecoveryEnvironmentBean recovery = recoveryPropertyManager.getRecoveryEnvironmentBean();
        recovery.setRecoveryModuleClassNames(
                List.of(
                        AtomicActionRecoveryModule.class.getName(),
                        XARecoveryModule.class.getName()));
        recovery.setExpiryScannerClassNames(List.of());
        recovery.setRecoveryActivatorClassNames(List.of());
        recovery.setRecoveryListener(false);
        recovery.setPeriodicRecoveryPeriod(RECOVERY_SECONDS);
        recovery.setRecoveryBackoffPeriod(RECOVERY_SECONDS);
        JTAEnvironmentBean jta = jtaPropertyManager.getJTAEnvironmentBean();
        jta.setXaRecoveryNodes(List.of(site.name()));
        jta.setOrphanSafetyInterval(ORPHAN_MILLIS);
        jta.setXaResourceOrphanFilterClassNames(
                List.of(
                        JTATransactionLogXAResourceOrphanFilter.class.getName(),
                        JTANodeNameXAResourceOrphanFilter.class.getName(),
                        JTAActionStatusServiceXAResourceOrphanFilter.class.getName()));
    }

    @Override
    void inOneTransaction(Payment payment) {
        Map<XAConnection, XaPool> used = new LinkedHashMap<>();
        boolean isGood = false;
        try {
            manager.begin();
            doWork(payment, used);
            manager.commit();
            isGood = true;
        } catch (RollbackException e) {
            throw new Refused("rolled back: " + e.getMessage());
        } catch (HeuristicMixedException | HeuristicRollbackException e) {
            throw new IllegalStateException(
                    "of payment " + payment.id() + " a bank ended its branch by itself", e);
        } catch (NotSupportedException | SystemException e) {
            throw new IllegalStateException("payment " + payment.id() + " is open", e);
        } finally {
            leave();
            boolean areGood = isGood;
            used.forEach(
                    (connection, pool) -> {
                        if (areGood) {
                            pool.give(connection);
                        } else {
                            pool.drop(connection);
                        }
                    });
        }
    }

    /** Should its end have failed, the next payment of this thread must not become a part of it. */
    private void leave() {
        try {
            Transaction unused = manager.suspend();
        } catch (SystemException e) {
            log.warn("a thread keeps its transaction", e);
        }
    }

    private void doWork(Payment payment, Map<XAConnection, XaPool> used)
            throws SystemException, RollbackException {
        try {
            for (Bank bank : banks.of(payment)) {
                XaPool pool = pool(bank);
                XAConnection connection = pool.take();
                used.put(connection, pool);
                if (!manager.getTransaction().enlistResource(connection.getXAResource())) {
                    throw new Refused(bank.name() + " cannot take part");
                }
                work(bank, connection.getConnection(), payment);
            }
        } catch (SQLException e) {
            manager.rollback();
            throw new Refused(e.getSQLState() + " " + e.getMessage());
        } catch (RuntimeException e) {
            manager.rollback();
            throw e;
        }
    }

    private XaPool pool(Bank bank) {
        XaPool pool = pools.get(bank.name());
        if (pool == null) {
            throw new IllegalStateException("no connections to " + bank.name());
        }
        return pool;
    }

    @Override
    public void close() {
        recovery.terminate(true);
        helpers.values().forEach(RecoveryHelper::close);
        pools.values().forEach(XaPool::close);
        super.close();
    }
}
