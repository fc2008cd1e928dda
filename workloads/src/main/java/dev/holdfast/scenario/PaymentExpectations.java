package dev.holdfast.scenario;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.commit.AgreementChecker;
import dev.holdfast.checker.commit.MoneyChecker;
import dev.holdfast.checker.commit.TerminationChecker;
import dev.holdfast.checker.commit.ValidityChecker;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.verdict.Verdict;
import dev.holdfast.impl.commit.Payment;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What may have to be seen in the history of payments. */
final class PaymentExpectations {
    static final MultiChecker AGREEMENT = new AgreementChecker();
    static final MultiChecker VALIDITY = new ValidityChecker();
    static final MultiChecker MONEY = new MoneyChecker();
    static final MultiChecker TERMINATION = new TerminationChecker();

    private PaymentExpectations() {}

    /** This checker finds that a protocol which does nothing earns no answer. */
    static Expectation nothingCommitted(Checker checker) {
        String reason = "no payment was committed";
        return new Expectation(
                checker.name() + ": unknown, " + reason,
                history ->
                        checker.check(history) instanceof Verdict.Unknown unknown
                                && unknown.reason().contains(reason));
    }

    /** This checker says valid, and not for want of anything to judge. */
    static Expectation valid(Checker checker) {
        return new Expectation(
                checker.name() + ": valid",
                history -> checker.check(history) instanceof Verdict.Valid);
    }

    /** Every promise was kept, and in the end these participants hold so much. */
    static Expectation[] allKept(String one, long ofOne, String other, long ofOther) {
        return new Expectation[] {
            valid(AGREEMENT),
            valid(VALIDITY),
            valid(MONEY),
            valid(TERMINATION),
            holds(one, ofOne),
            holds(other, ofOther)
        };
    }

    /** A payer was told this, in an answer that says that nothing was done. */
    static Expectation told(String words) {
        return new Expectation(
                "a payer who is told: " + words,
                any(
                        op ->
                                op.f().equals("pay")
                                        && op.type() == OpType.FAIL
                                        && String.valueOf(op.error()).contains(words)));
    }

    /** While others were at it this participant said that it is in doubt about the payment. */
    static Expectation inDoubtMeanwhile(String participant, Payment payment) {
        return new Expectation(
                "%s in doubt about %s meanwhile".formatted(participant, payment.id()),
                any(
                        op ->
                                isStatement(op, participant, "during")
                                        && op.get("in-doubt") instanceof List<?> ids
                                        && ids.contains(payment.id())));
    }

    /** In the end this participant's account holds so much. */
    static Expectation holds(String participant, long balance) {
        return new Expectation(
                "%s with %d in the end".formatted(participant, balance),
                any(
                        op ->
                                isStatement(op, participant, "final")
                                        && op.get("balances") instanceof Map<?, ?> balances
                                        && Long.valueOf(balance)
                                                .equals(balances.get(PaymentStage.ACCOUNT))));
    }

    /** Of what all accounts held in the beginning, so much is in them in the end. */
    static Expectation totals(long end, long opening) {
        return new Expectation(
                "%d of %d in the accounts in the end".formatted(end, opening),
                history -> total(history, "opening") == opening && total(history, "final") == end);
    }

    private static long total(History history, String when) {
        long total = 0;
        for (Op op : history.ops()) {
            if (!op.isNemesis()
                    && op.isOk()
                    && when.equals(op.string("when"))
                    && op.get("balances") instanceof Map<?, ?> balances) {
                for (Object balance : balances.values()) {
                    total += balance instanceof Long n ? n : 0;
                }
            }
        }
        return total;
    }

    /** Of a payment that was sent nobody ever decided, or did, the one or the other. */
    static Expectation undecided(Payment payment) {
        List<String> ends = List.of("decision-forced", "applied");
        Predicate<History> isSent =
                any(op -> op.f().equals("pay") && payment.id().equals(op.string("id")));
        Predicate<History> isOver =
                any(
                        op ->
                                op.isNemesis()
                                        && op.f().equals("step")
                                        && ends.contains(op.string("step"))
                                        && "done".equals(op.string("state"))
                                        && payment.id().equals(op.string("payment")));
        return new Expectation(
                "nobody who decided on " + payment.id(), isSent.and(Predicate.not(isOver)));
    }

    /** After a restart somebody looked at a payment that had been in doubt. */
    static Expectation recovered(Payment payment) {
        return new Expectation(
                payment.id() + " found again by recovery",
                any(
                        op ->
                                op.isNemesis()
                                        && op.f().equals("step")
                                        && "recovered".equals(op.string("step"))
                                        && payment.id().equals(op.string("payment"))));
    }

    private static boolean isStatement(Op op, String participant, String when) {
        return !op.isNemesis()
                && op.isOk()
                && op.f().equals("statement")
                && participant.equals(op.string("participant"))
                && when.equals(op.string("when"));
    }

    private static Predicate<History> any(Predicate<Op> isIt) {
        return history -> history.ops().stream().anyMatch(isIt);
    }
}
