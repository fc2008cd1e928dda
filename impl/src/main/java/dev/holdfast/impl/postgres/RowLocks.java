package dev.holdfast.impl.postgres;

import dev.holdfast.impl.ledger.Account;
import dev.holdfast.impl.ledger.Ledger;
import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.subject.DefiniteFailureException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The locked rows of one agent, and its ledger: what a session's thread reads and writes of an
 * account that it has locked happens in the transaction of the lock.
 *
 * <p>Rows that a session locks while it has others are locked in the same transaction, so that the
 * server sees who waits for whom and ends one of two that wait for each other. The write of the
 * last of its rows commits all of them; one before it is not there for others until then, and never
 * if the transaction is lost. Whatever fails before the commit is sent is undone by the server, at
 * the latest when the connection is gone, and so failed for certain; a commit without an answer may
 * have happened.
 */
final class RowLocks implements LockClient, Ledger {
    private static final Duration ROUND = Duration.ofSeconds(5);

    private final Postgres postgres;
    private final Map<Thread, Transaction> held = new ConcurrentHashMap<>();
    private volatile boolean hasTable;

    RowLocks(Postgres postgres) {
        this.postgres = postgres;
    }

    /** A transaction that has locked rows; of one thread. */
    private static final class Transaction {
        private final Connection connection;
        private final Set<String> rows = new HashSet<>();
        private final Set<String> open = new HashSet<>(); // neither written nor released
        private boolean ended;
        private boolean lost;

        Transaction(Connection connection) {
            this.connection = connection;
        }

        boolean hasWritten() {
            return rows.size() > open.size();
        }
    }

    /** What a grant stands for: one row of a transaction. */
    private static final class Locked {
        private final String row;
        private final Transaction transaction;
        private boolean released;

        Locked(String row, Transaction transaction) {
            this.row = row;
            this.transaction = transaction;
        }
    }

    @Override
    public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit) {
        Optional<Transaction> joined = joinable(lock);
        Transaction mine = joined.orElseGet(() -> new Transaction(postgres.connect()));
        boolean granted = false;
        try {
            makeRow(mine.connection, lock);
            mine.connection.setAutoCommit(false);
            granted = lock(mine.connection, lock, waitLimit, joined.isPresent());
            if (!granted) {
                return Optional.empty();
            }
            mine.rows.add(lock);
            mine.open.add(lock);
            held.put(Thread.currentThread(), mine);
            return Optional.of(
                    Grant.of(lock).withSession(Duration.ZERO).withHandle(new Locked(lock, mine)));
        } catch (SQLException e) {
            // The transaction goes with the connection, and its locks with the transaction.
            noticeLoss(e);
            mine.lost = true;
            end(mine);
            throw new DefiniteFailureException("not locked: " + e.getMessage(), e);
        } finally {
            if (!granted && joined.isEmpty()) {
                postgres.end(mine.connection);
            }
        }
    }

    /** A transaction of this thread that has not locked this row; one that has blocks itself. */
    private Optional<Transaction> joinable(String lock) {
        return Optional.ofNullable(held.get(Thread.currentThread()))
                .filter(mine -> !mine.ended && !mine.rows.contains(lock));
    }

    private void end(Transaction mine) {
        mine.ended = true;
        held.remove(Thread.currentThread(), mine);
        postgres.end(mine.connection);
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

    private static boolean lock(
            Connection connection, String row, Optional<Duration> waitLimit, boolean hasOthers)
            throws SQLException {
        long start = System.nanoTime();
        boolean granted;
        do {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            Duration left = waitLimit.map(l -> l.minus(waited)).orElse(ROUND);
            granted =
                    lockOnce(connection, row, left.compareTo(ROUND) < 0 ? left : ROUND, hasOthers);
        } while (!granted
                && (waitLimit.isEmpty() || System.nanoTime() - start < waitLimit.get().toNanos()));
        return granted;
    }

    private static boolean lockOnce(
            Connection connection, String row, Duration limit, boolean hasOthers)
            throws SQLException {
        Postgres.limitWaits(connection, limit);
        // Giving up on one row must not give up those that are locked already.
        Savepoint before = hasOthers ? connection.setSavepoint() : null;
        try {
            select(connection, row, " FOR UPDATE");
            return true;
        } catch (SQLException e) {
            if (!Postgres.LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            if (before == null) {
                connection.rollback();
            } else {
                connection.rollback(before);
            }
            return false;
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

    private Optional<Transaction> holding(String account) {
        return Optional.ofNullable(held.get(Thread.currentThread()))
                .filter(mine -> !mine.ended && mine.rows.contains(account));
    }

    @Override
    public Account read(String account, OptionalLong token) {
        Optional<Transaction> mine = holding(account);
        Connection connection = mine.map(t -> t.connection).orElseGet(postgres::connect);
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
        Transaction mine =
                holding(account)
                        .filter(t -> t.open.contains(account))
                        .orElseThrow(
                                () ->
                                        new DefiniteFailureException(
                                                "no transaction has locked " + account));
        try (PreparedStatement update =
                mine.connection.prepareStatement(
                        "UPDATE account SET version = ?, balance = ? WHERE name = ?")) {
            update.setString(1, to);
            update.setLong(2, balance);
            update.setString(3, account);
            update.execute();
        } catch (SQLException e) {
            mine.ended = true;
            postgres.end(mine.connection);
            throw new DefiniteFailureException("not written: " + e.getMessage(), e);
        }
        mine.open.remove(account);
        if (mine.open.isEmpty()) {
            commit(mine);
        }
        return new Account(to, balance, OptionalLong.empty());
    }

    private void commit(Transaction mine) {
        mine.ended = true;
        try {
            mine.connection.commit();
        } catch (SQLException e) {
            throw new PostgresException(e);
        } finally {
            postgres.end(mine.connection);
        }
    }

    @Override
    public Release release(Grant grant) {
        Locked locked = (Locked) Objects.requireNonNull(grant.handle(), "grant of another lock");
        Transaction mine = locked.transaction;
        if (locked.released || mine.lost) {
            return Release.NOT_HELD;
        }
        locked.released = true;
        if (!mine.ended && mine.open.remove(locked.row)) {
            mine.rows.remove(locked.row);
            if (mine.open.isEmpty() && mine.hasWritten()) {
                // What was written was said to be, so it happens though this row was left alone.
                commit(mine);
            } else if (mine.open.isEmpty()) {
                end(mine);
            }
        }
        if (mine.ended) {
            held.remove(Thread.currentThread(), mine);
        }
        return Release.RELEASED;
    }

    @Override
    public void close() {
        postgres.close();
    }
}
