package dev.holdfast.impl.sql;

import dev.holdfast.impl.topology.Address;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * One PostgreSQL that keeps accounts, and connections to it: database and user {@code postgres}, no
 * password.
 *
 * <p>It may be away when this is made; the tables are made with the first connection. Nobody waits
 * longer than a few times the patience, for a lock no longer than once. Safe for several threads.
 */
public final class Bank implements AutoCloseable {
    /** The state of what some other row forbids. */
    static final String UNIQUE_VIOLATION = "23505";

    /** An amount that a balance cannot hold any more. */
    static final String OUT_OF_RANGE = "22003";

    private static final int IDLE_MAX = 32;
    private static final int REPLY_PATIENCES = 5;

    private final String name;
    private final Address address;
    private final Duration patience;
    private final Tables tables;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean hasTables;
    private volatile boolean isClosed;

    /** Prepares it; does not connect yet. */
    Bank(String name, Address address, Duration patience, Tables tables) {
        this.name = name;
        this.address = address;
        this.patience = patience;
        this.tables = tables;
    }

    /** The service's name, which is that of the participant. */
    public String name() {
        return name;
    }

    /** Where it is. */
    public String url() {
        return "jdbc:postgresql://" + address + "/postgres";
    }

    /** Who connects, and how long everything may take. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("sslmode", "disable");
        properties.setProperty("options", "-c lock_timeout=" + Math.max(1, patience.toMillis()));
        String connect = Long.toString(seconds(patience));
        properties.setProperty("connectTimeout", connect);
        properties.setProperty("loginTimeout", connect);
        properties.setProperty(
                "socketTimeout", Long.toString(seconds(patience.multipliedBy(REPLY_PATIENCES))));
        return properties;
    }

    /** The driver knows no less. */
    private static long seconds(Duration duration) {
        return Math.max(1, (duration.toMillis() + 999) / 1000);
    }

    /** What happens in a transaction. */
    @FunctionalInterface
    public interface Work<T> {

        /**
         * Does it.
         *
         * @param connection inside a transaction, which it leaves open
         * @throws Refused if nothing shall happen
         */
        T on(Connection connection) throws SQLException;
    }

    /**
     * Does this in a transaction of its own, committed when this returns.
     *
     * @throws Refused if it did not happen because {@code work} said so
     * @throws BankException if it did not happen, or nobody knows
     */
    public <T> T transaction(Work<T> work) {
        Connection connection;
        try {
            connection = take();
        } catch (SQLException e) {
            throw BankException.undone(name, e);
        }
        boolean isWhole = false;
        try {
            T result = done(connection, work);
            commit(connection);
            isWhole = true;
            return result;
        } catch (Refused e) {
            isWhole = hasRolledBack(connection);
            throw e;
        } finally {
            if (isWhole && !isClosed && idle.size() < IDLE_MAX) {
                idle.addFirst(connection);
            } else {
                // Without a commit the server undoes it, however the connection ends.
                end(connection);
            }
        }
    }

    /**
     * As {@link #transaction}, but done a second time if it did not happen the first time: a
     * connection that waited may have broken long ago. For work that touches nothing else.
     */
    public <T> T alone(Work<T> work) {
        try {
            return transaction(work);
        } catch (BankException e) {
            if (!e.wasUndone() || !e.isAway()) {
                throw e;
            }
            return transaction(work);
        }
    }

    private <T> T done(Connection connection, Work<T> work) {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            endIdle();
            throw BankException.undone(name, e);
        }
    }

    private void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            endIdle();
            throw BankException.unknown(name, e);
        }
    }

    private static boolean hasRolledBack(Connection connection) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection take() throws SQLException {
        Connection waiting = idle.pollFirst();
        if (waiting != null) {
            return waiting;
        }
        Connection made = DriverManager.getConnection(url(), properties());
        open.add(made);
        boolean isGood = false;
        try {
            if (isClosed) {
                throw new SQLException("closed", "08003");
            }
            made.setAutoCommit(false);
            makeTables(made);
            isGood = true;
            return made;
        } finally {
            if (!isGood) {
                end(made);
            }
        }
    }

    private void makeTables(Connection connection) throws SQLException {
        if (hasTables) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            tables.make(statement);
            connection.commit();
        }
        hasTables = true;
    }

    /** When one connection breaks the others are not much better. */
    private void endIdle() {
        for (Connection waiting = idle.poll(); waiting != null; waiting = idle.poll()) {
            end(waiting);
        }
    }

    private void end(Connection connection) {
        open.remove(connection);
        try {
            connection.close();
        } catch (SQLException e) {
            // It was broken: the server notices by itself.
        }
    }

    @Override
    public void close() {
        isClosed = true;
        // Not closed but aborted: a close would wait for whoever is using it.
        open.forEach(Bank::abort);
        open.clear();
        idle.clear();
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // Then it is gone already.
        }
    }
}
