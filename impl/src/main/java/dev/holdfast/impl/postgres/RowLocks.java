package dev.holdfast.impl.postgres;

import dev.holdfast.impl.ledger.Account;
import dev.holdfast.impl.ledger.Ledger;
import dev.holdfast.impl.lock.DefiniteFailureException;
import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.Release;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The locked rows of one agent, and its ledger: what a session's thread reads and writes of an
 * account that it has locked happens in the transaction of the lock.
 *
 * <p>A write commits. Whatever fails before the commit is sent is undone by the server, at the
 * latest when the connection is gone, and so failed for certain; a commit without an answer may
 * have happened.
 */
final class RowLocks implements LockClient, Ledger {
    private static final Duration ROUND = Duration.ofSeconds(5);

    private final Postgres postgres;
    private final Map<Thread, Locked> held = new ConcurrentHashMap<>();
    private volatile boolean hasTable;

    RowLocks(Postgres postgres) {
        this.postgres = postgres;
    }

    /** A transaction that has locked a row; ended by a write or a release, whichever is first. */
    private static final class Locked {
        private final String row;
        private final Connection connection;
        private boolean ended;
        private boolean released;

        Locked(String row, Connection connection) {
            this.row = row;
            this.connection = connection;
        }
    }

    @Override
    public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit) {
        long start = System.nanoTime();
        Connection connection = postgres.connect();
        boolean granted = false;
        try {
            makeRow(connection, lock);
            connection.setAutoCommit(false);
            do {
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                Duration left = waitLimit.map(l -> l.minus(waited)).orElse(ROUND);
                granted = lock(connection, lock, left.compareTo(ROUND) < 0 ? left : ROUND);
            } while (!granted
                    && (waitLimit.isEmpty()
                            || System.nanoTime() - start < waitLimit.get().toNanos()));
            if (!granted) {
                return Optional.empty();
            }
            Locked locked = new Locked(lock, connection);
            held.put(Thread.currentThread(), locked);
            return Optional.of(Grant.of(lock).withSession(Duration.ZERO).withHandle(locked));
        } catch (SQLException e) {
            // The transaction goes with the connection, and the lock with the transaction.
            noticeLoss(e);
            throw new DefiniteFailureException("not locked: " + e.getMessage(), e);
        } finally {
            if (!granted) {
                postgres.end(connection);
            }
        }
    }

    private void makeRow(Connection connection, String account) throws SQLException {
        makeTable(connection);
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO account VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, account);
            insert.setString(2, Account.INITIAL);
            insert.setLong(3, Account.INITIAL_BALANCE);
            insert.execute();
        }
    }

    private void makeTable(Connection connection) throws SQLException {
        if (hasTable) {
            return;
        }
        try (Statement create = connection.createStatement()) {
            // Two at once may still both try to create it, so they take turns.
            create.execute(
                    "SELECT pg_advisory_lock(1); CREATE TABLE IF NOT EXISTS account (name text"
                            + " PRIMARY KEY, version text NOT NULL, balance bigint NOT NULL);"
                            + " SELECT pg_advisory_unlock(1)");
        }
        hasTable = true;
    }

    /** A server that came back empty gets its table anew, as it did in the beginning. */
    private void noticeLoss(SQLException e) {
        if (Postgres.UNDEFINED_TABLE.equals(e.getSQLState())) {
            hasTable = false;
        }
    }

    private static boolean lock(Connection connection, String row, Duration limit)
            throws SQLException {
        Postgres.limitWaits(connection, limit);
        try {
            select(connection, row, " FOR UPDATE");
            return true;
        } catch (SQLException e) {
            connection.rollback();
            if (Postgres.LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static Account select(Connection connection, String account, String suffix)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT version, balance FROM account WHERE name = ?" + suffix)) {
            select.setString(1, account);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new Account(row.getString(1), row.getLong(2), OptionalLong.empty())
                        : new Account(
                                Account.INITIAL, Account.INITIAL_BALANCE, OptionalLong.empty());
            }
        }
    }

    private Optional<Locked> locked(String account) {
        return Optional.ofNullable(held.get(Thread.currentThread()))
                .filter(mine -> mine.row.equals(account) && !mine.ended);
    }

    @Override
    public Account read(String account, OptionalLong token) {
        Optional<Locked> mine = locked(account);
        Connection connection = mine.map(l -> l.connection).orElseGet(postgres::connect);
        try {
            if (mine.isEmpty()) {
                makeTable(connection);
            }
            return select(connection, account, "");
        } catch (SQLException e) {
            noticeLoss(e);
            throw new DefiniteFailureException("not read: " + e.getMessage(), e);
        } finally {
            if (mine.isEmpty()) {
                postgres.end(connection);
            }
        }
    }

    @Override
    public Account write(String account, String from, String to, long balance, OptionalLong token) {
        Locked mine =
                locked(account)
                        .orElseThrow(
                                () ->
                                        new DefiniteFailureException(
                                                "no transaction has locked " + account));
        mine.ended = true;
        try (PreparedStatement update =
                mine.connection.prepareStatement(
                        "UPDATE account SET version = ?, balance = ? WHERE name = ?")) {
            update.setString(1, to);
            update.setLong(2, balance);
            update.setString(3, account);
            update.execute();
        } catch (SQLException e) {
            postgres.end(mine.connection);
            throw new DefiniteFailureException("not written: " + e.getMessage(), e);
        }
        try {
            mine.connection.commit();
            return new Account(to, balance, OptionalLong.empty());
        } catch (SQLException e) {
            throw new PostgresException(e);
        } finally {
            postgres.end(mine.connection);
        }
    }

    @Override
    public Release release(Grant grant) {
        Locked mine = (Locked) Objects.requireNonNull(grant.handle(), "grant of another lock");
        held.remove(Thread.currentThread(), mine);
        if (mine.released) {
            return Release.NOT_HELD;
        }
        mine.released = true;
        mine.ended = true;
        postgres.end(mine.connection);
        return Release.RELEASED;
    }

    @Override
    public void close() {
        postgres.close();
    }
}
