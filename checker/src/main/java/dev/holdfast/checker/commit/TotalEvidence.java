package dev.holdfast.checker.commit;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts in words that all accounts together hold less in the end than in the beginning, or more.
 *
 * @param openings what is known of the beginning
 * @param began what all held then
 * @param ended what all hold in the end
 * @param toCome what is still to come of payments that happened
 * @param waiting those payments
 * @param torn a payment of which a part is missing; null if there is none
 */
record TotalEvidence(
        Books books,
        Openings openings,
        BigInteger began,
        BigInteger ended,
        BigInteger toCome,
        List<Payment> waiting,
        @Nullable Torn torn) {

    /**
     * A payment of which one leg is there and one is missing.
     *
     * @param lacking the statement that lacks it
     */
    record Torn(Payment payment, Leg here, Leg missing, Statement lacking) {}

    Evidence words() {
        History history = books.history();
        Proof proof = new Proof(Kinds.MONEY_NOT_CONSERVED);
        BigInteger sum = BigInteger.ZERO;
        for (Statement s : openings.statements().values()) {
            BigInteger before = sum;
            for (BigInteger base : openings.ofAll(s.participant()).values()) {
                sum = sum.add(base);
            }
            proof.operations(s.operation())
                    .step(s.answer(), before + " in the beginning", sum + " in the beginning");
        }
        if (torn != null) {
            proof.operations(Operation.at(history, torn.payment.firstSent()));
        }
        for (Payment payment : waiting) {
            payment.sends().forEach(send -> proof.operations(Operation.at(history, send)));
        }
        List<Statement> finals = new ArrayList<>(books.finals().values());
        sum = BigInteger.ZERO;
        for (Statement s : finals) {
            BigInteger before = sum;
            sum = sum.add(held(s));
            boolean isLast = s.answered() == finals.get(finals.size() - 1).answered();
            proof.operations(s.operation())
                    .step(
                            s.answer(),
                            before + " in the end",
                            isLast
                                    ? "impossible: %d in the end, %d in the beginning"
                                            .formatted(sum, began)
                                    : sum + " in the end");
        }
        return proof.saying(summary(), argument());
    }

    private static BigInteger held(Statement s) {
        Sum sum = new Sum();
        s.forEachBalance((account, balance) -> sum.add(balance));
        return sum.value();
    }

    private String summary() {
        BigInteger missing = began.subtract(ended).subtract(toCome);
        String difference =
                missing.signum() > 0
                        ? "%d were lost".formatted(missing)
                        : "%d came from nowhere".formatted(missing.negate());
        return "All accounts held %d in the beginning and hold %d in the end: %s.%s"
                .formatted(began, ended, difference, torn == null ? "" : tornWords(torn));
    }

    private String tornWords(Torn part) {
        return " %s is there in part: %s at %s, but not %s at %s%s."
                .formatted(
                        CommitWords.id(part.payment),
                        CommitWords.change(part.here.account(), part.here.amount()),
                        Words.name(part.here.participant()),
                        CommitWords.change(part.missing.account(), part.missing.amount()),
                        Words.name(part.missing.participant()),
                        CommitWords.faults(
                                books.history(),
                                part.payment,
                                part.lacking.answer(),
                                part.missing.participant()));
    }

    private String argument() {
        String inDoubt =
                toCome.signum() == 0
                        ? ""
                        : " Payments that are in doubt somewhere make it %d more."
                                .formatted(toCome);
        return "The statements %s add up to %d, and the final ones, %s, to %d.%s No payment makes or loses money."
                .formatted(
                        numbers(openings.statements()),
                        began,
                        numbers(books.finals()),
                        ended,
                        inDoubt);
    }

    private static String numbers(Map<String, Statement> statements) {
        return statements.values().stream()
                .map(s -> "#" + s.answered())
                .collect(Collectors.joining(", "));
    }
}
