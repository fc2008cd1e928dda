package dev.holdfast.impl.xa;

import com.atomikos.icatch.config.UserTransactionServiceImp;
import com.atomikos.icatch.jta.UserTransactionManager;
import com.atomikos.jdbc.AtomikosDataSourceBean;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.sql.Bank;
import dev.holdfast.impl.sql.Refused;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import javax.transaction.HeuristicMixedException;
import javax.transaction.HeuristicRollbackException;
import javax.transaction.NotSupportedException;
import javax.transaction.RollbackException;
import javax.transaction.SystemException;
import javax.transaction.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A coordinator that leaves all of it to Atomikos. Its settings are the process's, so there is one
 * of these in a process.
 *
 * <p>Settings other than those that come with it: where the log is, what this manager is called,
 * that a transaction times out after a few times the patience, not after ten seconds, and at the
 * latest (not after five minutes: only then recovery dares to roll an orphan back), that recovery
 * looks every second, that two attempts at a commit lie as far apart, not ten seconds, and how many
 * may be under way.
 */
final class AtomikosNode extends XaNode {
    private static final Logger log = LoggerFactory.getLogger(AtomikosNode.class);
    private static final int TIMEOUT_PATIENCES = 3;
    private static final int TIMEOUT_MILLIS_MIN = 2000;
    private static final int POOL_MAX = 32;
    private static final int ACTIVE_MAX = 200;

    private final Map<String, AtomikosDataSourceBean> pools = new LinkedHashMap<>();
    private final UserTransactionServiceImp service;
    private final UserTransactionManager manager = new UserTransactionManager();

    AtomikosNode(CommitSite site) {
        super(site);
        service = new UserTransactionServiceImp(settings(site));
        service.init();
        manager.setStartupTransactionService(false);
        manager.setForceShutdown(true);
        try {
            manager.init();
        } catch (SystemException e) {
            throw new IllegalStateException("Atomikos does not start", e);
        }
        for (Bank bank : banks.all()) {
            pools.put(bank.name(), pool(site, bank));
        }
    }

    private static Properties settings(CommitSite site) {
        long timeout =
                Math.max(
                        TIMEOUT_MILLIS_MIN,
                        site.patience().multipliedBy(TIMEOUT_PATIENCES).toMillis());
        Properties settings = new Properties();
        settings.setProperty("com.atomikos.icatch.log_base_dir", site.folder().toString());
        settings.setProperty("com.atomikos.icatch.log_base_name", "atomikos");
        settings.setProperty("com.atomikos.icatch.tm_unique_name", site.name());
        settings.setProperty("com.atomikos.icatch.max_actives", Integer.toString(ACTIVE_MAX));
        settings.setProperty("com.atomikos.icatch.default_jta_timeout", Long.toString(timeout));
        settings.setProperty("com.atomikos.icatch.max_timeout", Long.toString(timeout));
        settings.setProperty("com.atomikos.icatch.recovery_delay", "1000");
        settings.setProperty("com.atomikos.icatch.oltp_retry_interval", "1000");
        return settings;
    }

    private AtomikosDataSourceBean pool(CommitSite site, Bank bank) {
        AtomikosDataSourceBean pool = new AtomikosDataSourceBean();
        // The names of resources have to differ within a manager only.
        pool.setUniqueResourceName(bank.name());
        pool.setXaDataSource(sources.get(bank.name()));
        pool.setMinPoolSize(0);
        pool.setMaxPoolSize(POOL_MAX);
        pool.setTestQuery("SELECT 1");
        pool.setBorrowConnectionTimeout((int) Math.max(1, site.patience().toSeconds()));
        try {
            pool.init();
        } catch (SQLException e) {
            throw new IllegalStateException("no pool for " + bank.name(), e);
        }
        return pool;
    }

    @Override
    void inOneTransaction(Payment payment) {
        try {
            manager.begin();
            doWork(payment);
            manager.commit();
        } catch (RollbackException e) {
            throw new Refused("rolled back: " + e.getMessage());
        } catch (HeuristicMixedException | HeuristicRollbackException e) {
            throw new IllegalStateException(
                    "of payment " + payment.id() + " a bank ended its branch by itself", e);
        } catch (NotSupportedException | SystemException e) {
            throw new IllegalStateException("payment " + payment.id() + " is open", e);
        } finally {
            leave();
        }
    }

    /** Should its end have failed, the next payment of this thread must not become a part of it. */
    private void leave() {
        try {
            if (manager.getTransaction() != null) {
                Transaction unused = manager.suspend();
            }
        } catch (SystemException e) {
            log.warn("a thread keeps its transaction", e);
        }
    }

    private void doWork(Payment payment) throws SystemException {
        try {
            for (Bank bank : banks.of(payment)) {
                AtomikosDataSourceBean pool = pools.get(bank.name());
                if (pool == null) {
                    throw new IllegalStateException("no connections to " + bank.name());
                }
                try (Connection connection = pool.getConnection()) {
                    work(bank, connection, payment);
                }
            }
        } catch (SQLException e) {
            manager.rollback();
            throw new Refused(e.getSQLState() + " " + e.getMessage());
        } catch (RuntimeException e) {
            manager.rollback();
            throw e;
        }
    }

    @Override
    public void close() {
        pools.values().forEach(AtomikosDataSourceBean::close);
        manager.close();
        try {
            service.shutdownForce();
        } catch (IllegalStateException e) {
            log.debug("Atomikos was down", e);
        }
        super.close();
    }
}
