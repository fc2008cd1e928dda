package dev.holdfast.impl.sql;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the money and writes down what is left to do; its relay does it. */
final class OutboxNode extends BankCoordinator {
    /** What was delivered is deleted. */
    private static final List<String> TABLES =
            List.of(
                    "CREATE TABLE IF NOT EXISTS outbox (n bigserial, payment text NOT NULL, bank"
                            + " text NOT NULL, what text NOT NULL, PRIMARY KEY (bank, n))");

    private final Relay relay;

    OutboxNode(CommitSite site, boolean isIdempotent) {
        super(site, new Banks(site, isIdempotent, TABLES));
        this.relay = new Relay(site, banks, isIdempotent);
    }

    @Override
    protected Bank home(Payment payment) {
        return banks.givingFirst(payment).get(0);
    }

    @Override
    protected Answer carryOut(Payment payment) {
        Bank home = home(payment);
        long givers =
                payment.legs().stream()
                        .filter(Banks::mayRefuse)
                        .map(leg -> leg.participant())
                        .distinct()
                        .count();
        if (givers > 1) {
            return abort(payment, "an outbox takes money out of one bank only");
        }
        List<Answer> before = new ArrayList<>();
        try {
            site.journal()
                    .step(
                            Step.DECISION_FORCED,
                            payment.id(),
                            site.name(),
                            () -> {
                                decideAndGive(home, payment).ifPresent(before::add);
                                return before.isEmpty() ? "commit" : "";
                            });
        } catch (Refused e) {
            return abort(payment, e.reason());
        }
        if (!before.isEmpty()) {
            return before.get(0);
        }
        // The decision was the change, too.
        site.journal().step(Step.APPLIED, payment.id(), home.name(), () -> "commit");
        return Answer.COMMITTED;
    }

    /** Returns what was decided before, if somebody was faster. */
    private Optional<Answer> decideAndGive(Bank home, Payment payment) {
        return home.alone(
                books -> {
                    if (!Books.decide(books, payment.id(), Answer.COMMITTED)) {
                        return Books.decided(books, payment.id());
                    }
                    Books.apply(books, home.name(), payment.id(), payment.of(home.name()));
                    for (Bank other : banks.of(payment)) {
                        if (!other.equals(home)) {
                            put(books, other, payment);
                        }
                    }
                    return Optional.empty();
                });
    }

    private static void put(Connection books, Bank other, Payment payment) throws SQLException {
        try (PreparedStatement insert =
                books.prepareStatement(
                        "INSERT INTO outbox (payment, bank, what) VALUES (?, ?, ?)")) {
            insert.setString(1, payment.id());
            insert.setString(2, other.name());
            insert.setString(3, Json.of(payment));
            insert.execute();
        }
    }

    /** What stands in any outbox for it. */
    @Override
    protected List<String> inDoubt(Bank bank) {
        List<String> open = new ArrayList<>();
        for (Bank home : banks.all()) {
            if (!home.equals(bank)) {
                open.addAll(home.alone(books -> open(books, bank)));
            }
        }
        return open;
    }

    private static List<String> open(Connection books, Bank bank) throws SQLException {
        List<String> open = new ArrayList<>();
        try (PreparedStatement select =
                books.prepareStatement("SELECT payment FROM outbox WHERE bank = ? ORDER BY n")) {
            select.setString(1, bank.name());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    open.add(row.getString(1));
                }
            }
        }
        return open;
    }

    @Override
    public void close() {
        relay.close();
        super.close();
    }
}
