package dev.holdfast.impl.sql;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.Payment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables in which sagas are written down, read and written in the caller's transactions. */
final class SagaLog {
    /** The sagas of which this bank is the home; an open one is running until it is decided. */
    static final List<String> TABLES =
            List.of(
                    "CREATE TABLE IF NOT EXISTS saga (payment text PRIMARY KEY, owner text NOT"
                            + " NULL, what text NOT NULL, is_open boolean NOT NULL)",
                    "CREATE TABLE IF NOT EXISTS step (payment text, name text, PRIMARY KEY"
                            + " (payment, name))");

    private SagaLog() {}

    /** Begins one; false if it has begun before. */
    static boolean begin(Connection books, Payment payment, String owner) throws SQLException {
        try (PreparedStatement insert =
                books.prepareStatement(
                        "INSERT INTO saga VALUES (?, ?, ?, true) ON CONFLICT DO NOTHING")) {
            insert.setString(1, payment.id());
            insert.setString(2, owner);
            insert.setString(3, Json.of(payment));
            return insert.executeUpdate() == 1;
        }
    }

    /** Notes that this bank takes a step; false if it was noted before. */
    static boolean note(Connection books, String payment, String step) throws SQLException {
        try (PreparedStatement insert =
                books.prepareStatement("INSERT INTO step VALUES (?, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, payment);
            insert.setString(2, step);
            return insert.executeUpdate() == 1;
        }
    }

    static void close(Connection books, String payment) throws SQLException {
        try (PreparedStatement update =
                books.prepareStatement("UPDATE saga SET is_open = false WHERE payment = ?")) {
            update.setString(1, payment);
            update.execute();
        }
    }

    /** The open ones of this owner; of everybody if there is none given. */
    static List<Payment> open(Connection books, Optional<String> owner) throws SQLException {
        List<Payment> open = new ArrayList<>();
        try (PreparedStatement select =
                books.prepareStatement(
                        "SELECT what FROM saga WHERE is_open AND (owner = ? OR ?)")) {
            select.setString(1, owner.orElse(""));
            select.setBoolean(2, owner.isEmpty());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    open.add(Json.payment(row.getString(1)));
                }
            }
        }
        return open;
    }

    /** Decides, unless that was done before, and says what stands. */
    static Answer decide(Connection books, String payment, Answer answer) throws SQLException {
        return Books.decide(books, payment, answer)
                ? answer
                : Books.decided(books, payment)
                        .orElseThrow(() -> new IllegalStateException(payment + " is gone"));
    }
}
