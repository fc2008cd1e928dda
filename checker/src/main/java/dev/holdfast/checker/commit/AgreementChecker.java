package dev.holdfast.checker.commit;

import dev.holdfast.checker.history.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Decides whether every payment ended alike wherever it shows, and stayed so: AC1 and AC2 of
 * Bernstein, Hadzilacos and Goodman 1987, chapter 7.
 *
 * <p>What becomes of a payment is a register that is written once. Each event that shows it must
 * show the same: decisions, what participants applied, entries of their statements, what payers
 * were told; and a final statement that lacks a leg of the payment without being in doubt about it
 * shows that it was given up there. No order of the events is needed, so none is trusted. O(n).
 */
public final class AgreementChecker extends CommitChecker {
    private static final int NEVER = Integer.MAX_VALUE;

    @Override
    public String name() {
        return "agreement";
    }

    @Override
    public String promise() {
        return "Every payment happened everywhere or nowhere, as its payers were told, and stayed so.";
    }

    /** When it first showed of each payment, by number, that it was committed, or aborted. */
    private static final class Firsts {
        private int[] commits = new int[64];
        private int[] aborts = new int[64];

        Firsts() {
            Arrays.fill(commits, NEVER);
            Arrays.fill(aborts, NEVER);
        }

        void take(Sign sign) {
            int number = sign.payment().number();
            if (number >= commits.length) {
                commits = longer(commits, number);
                aborts = longer(aborts, number);
            }
            int[] firsts = sign.isCommit() ? commits : aborts;
            firsts[number] = Math.min(firsts[number], sign.event().index());
        }

        private static int[] longer(int[] old, int number) {
            int[] copy = Arrays.copyOf(old, (number + 1) * 2);
            Arrays.fill(copy, old.length, copy.length, NEVER);
            return copy;
        }

        boolean isCommitted(Payment payment) {
            return payment.number() < commits.length && commits[payment.number()] != NEVER;
        }

        /** When both had shown. */
        int contradiction(Payment payment) {
            int number = payment.number();
            return number < commits.length ? Math.max(commits[number], aborts[number]) : NEVER;
        }

        int decided() {
            int n = 0;
            for (int i = 0; i < commits.length; i++) {
                n += commits[i] != NEVER || aborts[i] != NEVER ? 1 : 0;
            }
            return n;
        }
    }

    @Override
    Judgement judge(History history) {
        Flaws flaws = new Flaws();
        Books books = Books.of(history, flaws);
        Signs signs = new Signs(books);
        Firsts firsts = new Firsts();
        signs.read(firsts::take);
        signs.readMissing(firsts::isCommitted, firsts::take);
        Findings findings = new Findings();
        List<Payment> torn = firstTorn(books, firsts);
        if (!torn.isEmpty()) {
            Map<Payment, List<Sign>> all = new HashMap<>();
            torn.forEach(p -> all.put(p, new ArrayList<>()));
            Distinct distinct = new Distinct(all);
            signs.read(distinct::take);
            signs.readMissing(all::containsKey, distinct::take);
            for (Payment p : torn) {
                List<Sign> ofIt = all.getOrDefault(p, List.of());
                findings.add(firsts.contradiction(p), () -> AgreementEvidence.of(p, ofIt, history));
            }
        }
        boolean isAny = books.payments().stream().anyMatch(firsts::isCommitted);
        return new Judgement(
                findings,
                isAny ? flaws.first() : flaws.first().or(CommitWords::nothingCommitted),
                count(firsts.decided(), "payment"));
    }

    private static List<Payment> firstTorn(Books books, Firsts firsts) {
        PriorityQueue<Payment> kept =
                new PriorityQueue<>(
                        Comparator.<Payment>comparingInt(firsts::contradiction)
                                .thenComparingInt(Payment::number)
                                .reversed());
        for (Payment payment : books.payments()) {
            if (firsts.contradiction(payment) != NEVER) {
                kept.add(payment);
                if (kept.size() > MOST_VIOLATIONS) {
                    kept.poll();
                }
            }
        }
        return kept.stream().sorted(Comparator.comparingInt(Payment::number)).toList();
    }

    /** Keeps of each payment the first sign of each kind and actor. */
    private record Distinct(Map<Payment, List<Sign>> kept, Set<Sign.Likeness> seen) {
        Distinct(Map<Payment, List<Sign>> kept) {
            this(kept, new HashSet<>());
        }

        void take(Sign sign) {
            List<Sign> signs = kept.get(sign.payment());
            if (signs != null && seen.add(sign.likeness())) {
                signs.add(sign);
            }
        }
    }
}
