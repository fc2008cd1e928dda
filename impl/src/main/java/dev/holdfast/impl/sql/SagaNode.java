package dev.holdfast.impl.sql;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Statement;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.commit.peer.Repeating;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries sagas out, and those of its former lives to an end. */
final class SagaNode extends BankCoordinator {
    private static final Logger log = LoggerFactory.getLogger(SagaNode.class);
    private static final long LOOK_MILLIS = 20;
    private static final String GIVE = "give";
    private static final String GIVE_BACK = "give-back";
    private static final String TAKE = "take";

    /** Those that a thread of this life is at. */
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    private final Repeating finisher;

    SagaNode(CommitSite site) {
        super(site, new Banks(site, false, SagaLog.TABLES));
        this.finisher = new Repeating("finisher", site.patience(), this::finishAll);
    }

    @Override
    protected Bank home(Payment payment) {
        return banks.givingFirst(payment).get(0);
    }

    @Override
    protected Answer carryOut(Payment payment) throws InterruptedException {
        if (!underWay.add(payment.id())) {
            return awaitDecision(payment);
        }
        try {
            boolean isMine =
                    home(payment).alone(books -> SagaLog.begin(books, payment, site.name()));
            if (isMine) {
                return run(payment);
            }
        } finally {
            underWay.remove(payment.id());
        }
        return awaitDecision(payment);
    }

    /** Somebody else is at it. */
    private Answer awaitDecision(Payment payment) throws InterruptedException {
        long end = System.nanoTime() + site.patience().multipliedBy(2).toNanos();
        Optional<Answer> decided = Optional.empty();
        while (decided.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the saga " + payment.id() + " is still running");
            }
            Thread.sleep(LOOK_MILLIS);
            decided = Banks.decided(home(payment), payment.id());
        }
        return decided.get();
    }

    private Answer run(Payment payment) {
        Answer outcome = Answer.COMMITTED;
        try {
            for (Bank bank : banks.of(payment)) {
                if (!legs(payment, bank, Banks::mayRefuse).isEmpty()) {
                    give(bank, payment);
                }
            }
        } catch (Refused e) {
            outcome = Answer.aborted(e.reason());
        } catch (BankException e) {
            outcome = Answer.aborted(String.valueOf(e.getMessage()));
        }
        Answer standing = decide(payment, outcome);
        try {
            finish(payment, standing);
        } catch (BankException e) {
            // It is decided: the finisher goes on.
            log.debug("saga {} waits", payment.id(), e);
        }
        return standing;
    }

    private static List<Leg> legs(Payment payment, Bank bank, Predicate<Leg> which) {
        return payment.of(bank.name()).stream().filter(which).toList();
    }

    private Answer decide(Payment payment, Answer outcome) {
        List<Answer> standing = new ArrayList<>();
        site.journal()
                .step(
                        Step.DECISION_FORCED,
                        payment.id(),
                        site.name(),
                        () -> {
                            standing.add(
                                    home(payment)
                                            .alone(
                                                    books ->
                                                            SagaLog.decide(
                                                                    books, payment.id(), outcome)));
                            return label(standing.get(0));
                        });
        return standing.get(0);
    }

    private static String label(Answer answer) {
        return answer.isCommitted() ? "commit" : "abort";
    }

    /** Makes the changes that are missing, or undoes those that were made, and closes the saga. */
    private void finish(Payment payment, Answer standing) {
        for (Bank bank : banks.of(payment)) {
            Predicate<Leg> which =
                    standing.isCommitted() ? leg -> !Banks.mayRefuse(leg) : Banks::mayRefuse;
            List<Leg> legs = legs(payment, bank, which);
            if (!legs.isEmpty()) {
                site.journal()
                        .step(Step.DECISION_SENT, payment.id(), bank.name(), () -> label(standing));
                if (standing.isCommitted()) {
                    take(bank, payment, legs);
                } else {
                    giveBack(bank, payment, legs);
                }
            }
        }
        site.journal()
                .step(
                        Step.ACKNOWLEDGED,
                        payment.id(),
                        site.name(),
                        () -> {
                            boolean unused =
                                    home(payment)
                                            .alone(
                                                    books -> {
                                                        SagaLog.close(books, payment.id());
                                                        return true;
                                                    });
                            return "";
                        });
    }

    /** Asks for the money. @throws Refused if there is not enough */
    private void give(Bank bank, Payment payment) {
        apply(bank, payment, GIVE, legs(payment, bank, Banks::mayRefuse));
    }

    private void take(Bank bank, Payment payment, List<Leg> legs) {
        apply(bank, payment, TAKE, legs);
    }

    private void apply(Bank bank, Payment payment, String step, List<Leg> legs) {
        int times = site.journal().repeats() ? 2 : 1;
        site.journal()
                .step(
                        Step.APPLIED,
                        payment.id(),
                        bank.name(),
                        () -> {
                            for (int i = 0; i < times; i++) {
                                boolean unused =
                                        bank.alone(
                                                books -> {
                                                    if (SagaLog.note(books, payment.id(), step)) {
                                                        Books.apply(
                                                                books,
                                                                bank.name(),
                                                                payment.id(),
                                                                legs);
                                                    }
                                                    return true;
                                                });
                            }
                            return "commit";
                        });
    }

    /**
     * Notes that the money was given if it was not: a transaction of a former life that is still on
     * its way finds the note and does nothing.
     */
    private void giveBack(Bank bank, Payment payment, List<Leg> legs) {
        List<Leg> inverse =
                legs.stream()
                        .map(leg -> new Leg(leg.participant(), leg.account(), -leg.amount()))
                        .toList();
        site.journal()
                .step(
                        Step.APPLIED,
                        payment.id(),
                        bank.name(),
                        () -> {
                            boolean unused =
                                    bank.alone(
                                            books -> {
                                                boolean wasGiven =
                                                        !SagaLog.note(books, payment.id(), GIVE);
                                                if (SagaLog.note(books, payment.id(), GIVE_BACK)
                                                        && wasGiven) {
                                                    Books.apply(
                                                            books,
                                                            bank.name(),
                                                            payment.id(),
                                                            inverse);
                                                }
                                                return true;
                                            });
                            return "abort";
                        });
    }

    private void finishAll() {
        for (Bank home : banks.all()) {
            try {
                List<Payment> open =
                        home.alone(books -> SagaLog.open(books, Optional.of(site.name())));
                open.forEach(this::finish);
            } catch (BankException e) {
                log.debug("sagas of {} wait", home.name(), e);
            }
        }
    }

    /** Whatever is undecided goes back: nobody knows any more who has given. */
    private void finish(Payment payment) {
        if (underWay.add(payment.id())) {
            try {
                site.journal().step(Step.RECOVERED, payment.id(), site.name(), () -> "");
                finish(payment, decide(payment, Answer.aborted("its coordinator ended")));
            } finally {
                underWay.remove(payment.id());
            }
        }
    }

    @Override
    protected List<String> inDoubt(Bank bank) {
        List<String> open = new ArrayList<>();
        for (Bank home : banks.all()) {
            for (Payment payment : home.alone(books -> SagaLog.open(books, Optional.empty()))) {
                if (payment.participants().contains(bank.name())) {
                    open.add(payment.id());
                }
            }
        }
        return open;
    }

    /** It may be taken back. */
    @Override
    protected boolean isOpen(String payment, Statement kept) {
        return true;
    }

    @Override
    public void close() {
        finisher.close();
        super.close();
    }
}
