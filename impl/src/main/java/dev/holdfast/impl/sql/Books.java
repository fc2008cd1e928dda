package dev.holdfast.impl.sql;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Statement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is read and written in a bank's tables, inside a transaction of the caller's. */
public final class Books {
    private Books() {}

    /**
     * Changes accounts of {@code bank}, each with an entry.
     *
     * @throws Refused if one of them has not enough
     */
    public static void apply(Connection connection, String bank, String payment, List<Leg> legs)
            throws SQLException {
        // In one order for all, so that two payments do not wait for each other here.
        List<Leg> ordered = legs.stream().sorted(Comparator.comparing(Leg::account)).toList();
        for (Leg leg : ordered) {
            if (!isApplied(connection, payment, leg)) {
                throw new Refused(reason(connection, bank, leg));
            }
        }
    }

    private static boolean isApplied(Connection connection, String payment, Leg leg)
            throws SQLException {
        try (PreparedStatement change =
                connection.prepareStatement(
                        "WITH changed AS (UPDATE account SET balance = balance + ? WHERE name = ?"
                                + " AND (name = '"
                                + Payment.CASH
                                + "' OR balance + ? >= 0) RETURNING name)"
                                + " INSERT INTO entry (payment, account, amount)"
                                + " SELECT ?, name, ? FROM changed")) {
            change.setLong(1, leg.amount());
            change.setString(2, leg.account());
            change.setLong(3, leg.amount());
            change.setString(4, payment);
            change.setLong(5, leg.amount());
            return change.executeUpdate() == 1;
        } catch (SQLException e) {
            if (Bank.OUT_OF_RANGE.equals(e.getSQLState())) {
                throw new Refused(leg.account() + " cannot hold " + leg.amount() + " more");
            }
            throw e;
        }
    }

    /**
     * That there is enough at present.
     *
     * @throws Refused if not
     */
    static void look(Connection connection, String bank, List<Leg> legs) throws SQLException {
        for (Leg leg : legs) {
            if (Banks.mayRefuse(leg) && balance(connection, leg) + leg.amount() < 0) {
                throw new Refused(reason(connection, bank, leg));
            }
        }
    }

    private static long balance(Connection connection, Leg leg) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT balance FROM account WHERE name = ?")) {
            select.setString(1, leg.account());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static String reason(Connection connection, String bank, Leg leg) throws SQLException {
        return "%s at %s has %d to give, not %d"
                .formatted(leg.account(), bank, balance(connection, leg), -leg.amount());
    }

    /** What stands decided on a payment in this bank's books. */
    public static Optional<Answer> decided(Connection connection, String payment)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT is_committed, reason FROM decided WHERE payment = ?")) {
            select.setString(1, payment);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Answer(row.getBoolean(1), row.getString(2)))
                        : Optional.empty();
            }
        }
    }

    /**
     * Writes a decision down, unless there is one; waits for another's that is under way.
     *
     * @return whether this is the one that stands, once the transaction is committed
     */
    public static boolean decide(Connection connection, String payment, Answer answer)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO decided VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, payment);
            insert.setBoolean(2, answer.isCommitted());
            insert.setString(3, answer.reason());
            return insert.executeUpdate() == 1;
        }
    }

    /** What the bank keeps as of one moment, with nothing in doubt. */
    static Statement statement(Connection connection) throws SQLException {
        Map<String, Long> balances = new HashMap<>();
        List<Statement.Entry> entries = new ArrayList<>();
        try (java.sql.Statement select = connection.createStatement()) {
            select.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            try (ResultSet row = select.executeQuery("SELECT name, balance FROM account")) {
                while (row.next()) {
                    balances.put(row.getString(1), row.getLong(2));
                }
            }
            try (ResultSet row =
                    select.executeQuery("SELECT payment, account, amount FROM entry ORDER BY n")) {
                while (row.next()) {
                    entries.add(
                            new Statement.Entry(
                                    row.getString(1), row.getString(2), row.getLong(3)));
                }
            }
        }
        return new Statement(balances, entries, List.of());
    }
}
