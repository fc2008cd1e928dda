package dev.holdfast.checker.commit;

import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks at the last final statements of all participants together. */
final class Ends {
    private final Books books;
    private final Openings openings;
    private final Findings findings;
    private final BitSet entered;

    /**
     * @param entered of all legs in their places, those that the last final statements have
     */
    Ends(Books books, Openings openings, BitSet entered, Findings findings) {
        this.books = books;
        this.openings = openings;
        this.findings = findings;
        this.entered = entered;
    }

    /** Why the end is not known; empty if each participant said how it ended. */
    static Optional<String> nothingFinal(Books books) {
        Set<String> open = new TreeSet<>(books.askedForFinal().keySet());
        books.statements().forEach(s -> open.add(s.participant()));
        for (Payment payment : books.payments()) {
            if (payment.committed() != History.NONE) {
                payment.legs().forEach(leg -> open.add(leg.participant()));
            }
        }
        open.removeAll(books.finals().keySet());
        return open.stream().findFirst().map(p -> "no final statement of " + Words.name(p));
    }

    /** Every leg of what was acknowledged as committed is there, unless it is excused. */
    void lookForLostCommits() {
        for (Payment payment : books.payments()) {
            int committed = payment.committed();
            if (committed == History.NONE || !payment.isClear()) {
                continue;
            }
            Optional<Leg> lost =
                    payment.legs().stream().filter(l -> isMissing(payment, l)).findFirst();
            if (lost.isPresent()) {
                Statement s = statement(lost.get());
                findings.add(
                        s.answered(),
                        () -> MoneyEvidence.lost(books.history(), s, payment, lost.get()));
            }
        }
    }

    private Statement statement(Leg leg) {
        Statement s = books.finals().get(leg.participant());
        if (s == null) {
            throw new IllegalStateException("no final statement of " + leg);
        }
        return s;
    }

    /** Whether a final statement lacks it that should have it if the payment happened. */
    private boolean isMissing(Payment payment, Leg leg) {
        Statement s = books.finals().get(leg.participant());
        return s != null && !s.excuses(payment) && !isEntered(payment, leg);
    }

    private boolean isEntered(Payment payment, Leg leg) {
        // Of legs alike the first ones are found first, so the last one tells of all.
        return entered.get(payment.legOffset() + payment.legs().lastIndexOf(leg));
    }

    /** All participants' accounts together hold what they held in the beginning. */
    void lookAtTheTotal() {
        Map<String, Statement> finals = books.finals();
        if (finals.isEmpty()
                || nothingFinal(books).isPresent()
                || openings.missing().isPresent()
                || books.payments().stream().anyMatch(p -> p.isSent() && !p.isClear())) {
            return;
        }
        BigInteger opening = BigInteger.ZERO;
        for (String participant : finals.keySet()) {
            for (BigInteger base : openings.ofAll(participant).values()) {
                opening = opening.add(base);
            }
        }
        BigInteger end = total();
        List<Payment> waiting = new ArrayList<>();
        BigInteger toCome = stillToCome(waiting);
        if (!end.add(toCome).equals(opening)) {
            int last = finals.values().stream().mapToInt(Statement::answered).max().orElse(0);
            TotalEvidence evidence =
                    new TotalEvidence(books, openings, opening, end, toCome, waiting, firstTorn());
            findings.add(last, evidence::words);
        }
    }

    /**
     * What all accounts hold by the final statements, and what they would with what is on its way.
     */
    String totalInWords() {
        List<Payment> waiting = new ArrayList<>();
        BigInteger end = total();
        BigInteger whole = end.add(stillToCome(waiting));
        if (waiting.isEmpty()) {
            return end + " in all";
        }
        String first = CommitWords.id(waiting.get(0));
        return "%s in all; %s once %s happened everywhere"
                .formatted(
                        end,
                        whole,
                        waiting.size() == 1
                                ? first + " has"
                                : "%s and %d more have".formatted(first, waiting.size() - 1));
    }

    private BigInteger total() {
        Sum sum = new Sum();
        books.finals().values().forEach(s -> s.forEachBalance((account, b) -> sum.add(b)));
        return sum.value();
    }

    /** Legs of payments that happened elsewhere, at participants that do not know it yet. */
    private BigInteger stillToCome(List<Payment> waiting) {
        Sum sum = new Sum();
        for (Payment payment : books.payments()) {
            if (payment.legs().stream().noneMatch(leg -> isEntered(payment, leg))) {
                continue;
            }
            boolean isWaiting = false;
            for (int i = 0; i < payment.legs().size(); i++) {
                Leg leg = payment.legs().get(i);
                Statement s = books.finals().get(leg.participant());
                if (!entered.get(payment.legOffset() + i) && s != null && s.excuses(payment)) {
                    sum.add(leg.amount());
                    isWaiting = true;
                }
            }
            if (isWaiting) {
                waiting.add(payment);
            }
        }
        return sum.value();
    }

    /** A payment of which one leg is there and one is not. */
    private TotalEvidence.@Nullable Torn firstTorn() {
        for (Payment payment : books.payments()) {
            Leg here = null;
            Leg missing = null;
            for (Leg leg : payment.legs()) {
                here = here == null && isEntered(payment, leg) ? leg : here;
                missing = missing == null && isMissing(payment, leg) ? leg : missing;
            }
            if (here != null && missing != null) {
                return new TotalEvidence.Torn(payment, here, missing, statement(missing));
            }
        }
        return null;
    }
}
