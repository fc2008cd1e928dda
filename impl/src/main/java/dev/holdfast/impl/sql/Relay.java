package dev.holdfast.impl.sql;

import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Journal;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.commit.peer.Repeating;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what stands in the outboxes to where it belongs, one row after the other.
 *
 * <p>Every coordinator has one. A row is locked while it is delivered, and others pass it over; so
 * without a fault none is delivered twice.
 */
final class Relay implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Banks banks;
    private final Journal journal;
    private final boolean isIdempotent;
    private final Repeating thread;

    Relay(CommitSite site, Banks banks, boolean isIdempotent) {
        this.banks = banks;
        this.journal = site.journal();
        this.isIdempotent = isIdempotent;
        this.thread = new Repeating("relay", PAUSE, this::deliverAll);
    }

    private record Row(long n, Payment payment) {}

    private void deliverAll() {
        for (Bank home : banks.all()) {
            for (Bank target : banks.all()) {
                if (!home.equals(target)) {
                    deliver(home, target);
                }
            }
        }
    }

    /** As far as possible; the next time it goes on. */
    private void deliver(Bank home, Bank target) {
        try {
            boolean isMore = true;
            while (isMore && !Thread.currentThread().isInterrupted()) {
                isMore = home.transaction(books -> hasDelivered(books, target));
            }
        } catch (BankException e) {
            log.debug("what {} has for {} waits", home.name(), target.name(), e);
        } catch (Refused e) {
            log.warn("{} cannot take what {} has for it", target.name(), home.name(), e);
        }
    }

    private boolean hasDelivered(Connection books, Bank target) throws SQLException {
        Optional<Row> found = oldest(books, target);
        if (found.isEmpty()) {
            return false;
        }
        Payment payment = found.get().payment();
        journal.step(Step.DECISION_SENT, payment.id(), target.name(), () -> "commit");
        journal.step(
                Step.APPLIED,
                payment.id(),
                target.name(),
                () -> {
                    consume(target, payment);
                    if (journal.repeats()) {
                        consume(target, payment);
                    }
                    return "commit";
                });
        journal.<SQLException>step(
                Step.ACKNOWLEDGED,
                payment.id(),
                target.name(),
                () -> {
                    delete(books, found.get(), target);
                    return "";
                });
        return true;
    }

    private static Optional<Row> oldest(Connection books, Bank target) throws SQLException {
        try (PreparedStatement select =
                books.prepareStatement(
                        "SELECT n, what FROM outbox WHERE bank = ? ORDER BY n LIMIT 1"
                                + " FOR UPDATE SKIP LOCKED")) {
            select.setString(1, target.name());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Row(row.getLong(1), Json.payment(row.getString(2))))
                        : Optional.empty();
            }
        }
    }

    private void consume(Bank target, Payment payment) {
        boolean unused =
                target.alone(
                        books -> {
                            if (!isIdempotent || !isConsumed(books, payment)) {
                                // Should it be consumed meanwhile, its entry forbids this one.
                                Books.apply(
                                        books,
                                        target.name(),
                                        payment.id(),
                                        payment.of(target.name()));
                            }
                            return true;
                        });
    }

    private static boolean isConsumed(Connection books, Payment payment) throws SQLException {
        try (PreparedStatement select =
                books.prepareStatement("SELECT EXISTS (SELECT FROM entry WHERE payment = ?)")) {
            select.setString(1, payment.id());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static void delete(Connection books, Row row, Bank target) throws SQLException {
        try (PreparedStatement delete =
                books.prepareStatement("DELETE FROM outbox WHERE bank = ? AND n = ?")) {
            delete.setString(1, target.name());
            delete.setLong(2, row.n());
            delete.execute();
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
