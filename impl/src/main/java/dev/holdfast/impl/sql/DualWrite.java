package dev.holdfast.impl.sql;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * No protocol: a transaction in one bank, then one in the next.
 *
 * <pre>
 * look whether everybody has enough
 * bank that gives:   BEGIN  note the payment, take the money   COMMIT
 *                    &lt;-- whatever happens here, happens to the money
 * bank that takes:   BEGIN  add the money                      COMMIT
 * </pre>
 *
 * <p>What was given and not taken is nobody's: no log says that something is left to do. A payment
 * that is sent again finds its note and is told that it happened.
 */
public final class DualWrite implements CommitSystem {
    private static final List<String> BANKS = List.of("bank-1", "bank-2", "bank-3");

    @Override
    public String name() {
        return "dual-write";
    }

    @Override
    public String summary() {
        return "a transaction in one PostgreSQL, then one in the next, and no coordinator";
    }

    @Override
    public Topology topology() {
        return Topology.independentPostgres(BANKS);
    }

    @Override
    public Cast cast() {
        return Cast.ofServices(BANKS);
    }

    /** Even without a fault: funds that were there when looked at may be gone. */
    @Override
    public Claims claims() {
        return Claims.only(Promise.AGREEMENT, Promise.MONEY, Promise.TERMINATION)
                .losingWhatServersForget()
                .breaking(Promise.AGREEMENT, Hazard.NONE)
                .breaking(Promise.MONEY, Hazard.NONE);
    }

    @Override
    public Set<Point> points() {
        return Set.of(Point.before(Step.APPLIED), Point.after(Step.APPLIED));
    }

    @Override
    public CommitNode start(CommitSite site) {
        return new Node(site);
    }

    private static final class Node extends BankCoordinator {

        Node(CommitSite site) {
            super(site, new Banks(site, false, List.of()));
        }

        @Override
        protected Bank home(Payment payment) {
            return banks.givingFirst(payment).get(0);
        }

        @Override
        protected Answer carryOut(Payment payment) {
            try {
                for (Bank bank : banks.givingFirst(payment)) {
                    look(bank, payment);
                }
                return written(payment);
            } catch (Refused e) {
                return abort(payment, e.reason());
            }
        }

        /** Nothing is kept of this: it may be otherwise by the time of the write. */
        private static void look(Bank bank, Payment payment) {
            boolean unused =
                    bank.alone(
                            books -> {
                                Books.look(books, bank.name(), payment.of(bank.name()));
                                return true;
                            });
        }

        private Answer written(Payment payment) {
            for (Bank bank : banks.givingFirst(payment)) {
                Optional<Answer> before = write(bank, payment);
                if (before.isPresent()) {
                    return before.get();
                }
            }
            return Answer.COMMITTED;
        }

        /** Returns what was decided before, if this is the home and somebody was faster. */
        private Optional<Answer> write(Bank bank, Payment payment) {
            List<Answer> before = new ArrayList<>();
            site.journal()
                    .step(
                            Step.APPLIED,
                            payment.id(),
                            bank.name(),
                            () -> {
                                transaction(bank, payment).ifPresent(before::add);
                                if (before.isEmpty() && site.journal().repeats()) {
                                    Optional<Answer> unused = transaction(bank, payment);
                                }
                                return before.isEmpty() ? "commit" : "";
                            });
            return before.stream().findFirst();
        }

        private Optional<Answer> transaction(Bank bank, Payment payment) {
            boolean isHome = bank.equals(home(payment));
            return bank.alone(
                    books -> {
                        if (isHome && !Books.decide(books, payment.id(), Answer.COMMITTED)) {
                            return Books.decided(books, payment.id());
                        }
                        Books.apply(books, bank.name(), payment.id(), payment.of(bank.name()));
                        return Optional.empty();
                    });
        }

        @Override
        protected List<String> inDoubt(Bank bank) {
            return List.of();
        }
    }
}
