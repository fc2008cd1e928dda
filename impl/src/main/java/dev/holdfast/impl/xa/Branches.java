package dev.holdfast.impl.xa;

import dev.holdfast.impl.commit.Journal;
import dev.holdfast.impl.sql.Bank;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.Xid;

/**
 * Which branch of one bank belongs to which payment.
 *
 * <p>A prepared branch has a name that its transaction manager made, and rows that nobody can see.
 * So before it begins, its name and the payment's are written into a table. That is not forced to
 * disk: preparing the branch is, and takes along all that was written before.
 */
final class Branches {
    static final List<String> TABLES =
            List.of(
                    "CREATE TABLE IF NOT EXISTS branch (gid text PRIMARY KEY, payment text NOT"
                            + " NULL)");

    private final Bank bank;
    private final Journal journal;
    private final Map<String, String> begun = new ConcurrentHashMap<>();
    private final ThreadLocal<String> current;

    /**
     * Knows of none yet.
     *
     * @param current the payment that a thread is at
     */
    Branches(Bank bank, Journal journal, ThreadLocal<String> current) {
        this.bank = bank;
        this.journal = journal;
        this.current = current;
    }

    Bank bank() {
        return bank;
    }

    Journal journal() {
        return journal;
    }

    /** What the driver calls it at the server. */
    static String gid(Xid xid) {
        Base64.Encoder encoder = Base64.getEncoder();
        return xid.getFormatId()
                + "_"
                + encoder.encodeToString(xid.getGlobalTransactionId())
                + "_"
                + encoder.encodeToString(xid.getBranchQualifier());
    }

    /** A branch of the payment that this thread is at begins. */
    void begin(Xid xid) {
        String gid = gid(xid);
        String payment = current.get();
        if (payment == null) {
            throw new IllegalStateException("branch " + gid + " belongs to no payment");
        }
        boolean unused =
                bank.alone(
                        books -> {
                            try (PreparedStatement insert =
                                    books.prepareStatement(
                                            "SET LOCAL synchronous_commit TO off;"
                                                    + " INSERT INTO branch VALUES (?, ?)")) {
                                insert.setString(1, gid);
                                insert.setString(2, payment);
                                insert.execute();
                            }
                            return true;
                        });
        begun.put(gid, payment);
    }

    /** The payment of a branch that this life has begun and not ended. */
    Optional<String> begun(Xid xid) {
        return Optional.ofNullable(begun.get(gid(xid)));
    }

    /** The payment of a branch of a former life, or its own name if that is not known. */
    String former(Xid xid) {
        String gid = gid(xid);
        return bank.alone(
                books -> {
                    try (PreparedStatement select =
                            books.prepareStatement("SELECT payment FROM branch WHERE gid = ?")) {
                        select.setString(1, gid);
                        try (ResultSet row = select.executeQuery()) {
                            return row.next() ? row.getString(1) : gid;
                        }
                    }
                });
    }

    /** A branch is over. */
    void end(Xid xid) {
        begun.remove(gid(xid));
    }

    /** The payments of the branches that are prepared and not ended, whoever has begun them. */
    static List<String> prepared(Bank bank) {
        return bank.alone(Branches::prepared);
    }

    private static List<String> prepared(Connection books) throws SQLException {
        List<String> prepared = new ArrayList<>();
        try (PreparedStatement select =
                        books.prepareStatement(
                                "SELECT coalesce(branch.payment, gid) FROM pg_prepared_xacts"
                                        + " LEFT JOIN branch USING (gid) WHERE database ="
                                        + " current_database() ORDER BY prepared");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                prepared.add(row.getString(1));
            }
        }
        return prepared;
    }
}
