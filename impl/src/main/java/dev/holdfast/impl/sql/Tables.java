package dev.holdfast.impl.sql;

import dev.holdfast.impl.commit.Payment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * The tables of one bank.
 *
 * @param opening what every account holds in the beginning
 * @param isOnce whether the database sees to it that a payment changes an account only once
 * @param more the statements that make the protocol's own tables unless they are there
 */
record Tables(Map<String, Long> opening, boolean isOnce, List<String> more) {
    private static final int LOCK = 3;

    Tables {
        opening = Map.copyOf(opening);
        more = List.copyOf(more);
    }

    /** Makes them and opens the accounts, unless somebody else has; to be committed afterwards. */
    void make(Statement statement) throws SQLException {
        // Two at once may still both try to create one, so they take turns.
        statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
        statement.execute(
                "CREATE TABLE IF NOT EXISTS account (name text PRIMARY KEY, balance bigint NOT"
                        + " NULL, CHECK (balance >= 0 OR name = '"
                        + Payment.CASH
                        + "'))");
        statement.execute(
                "CREATE TABLE IF NOT EXISTS entry (n bigserial PRIMARY KEY, payment text NOT NULL,"
                        + " account text NOT NULL, amount bigint NOT NULL"
                        + (isOnce ? ", UNIQUE (payment, account)" : "")
                        + ")");
        statement.execute(
                "CREATE TABLE IF NOT EXISTS decided (payment text PRIMARY KEY, is_committed"
                        + " boolean NOT NULL, reason text NOT NULL)");
        for (String table : more) {
            statement.execute(table);
        }
        // Not by ON CONFLICT, which waits for whoever is changing the account.
        if (isEmpty(statement)) {
            for (Map.Entry<String, Long> account : opening.entrySet()) {
                statement.execute(
                        "INSERT INTO account VALUES ('%s', %d)"
                                .formatted(
                                        account.getKey().replace("'", "''"), account.getValue()));
            }
        }
    }

    private static boolean isEmpty(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT NOT EXISTS (SELECT FROM account)")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
