package dev.holdfast.checker.commit;

import dev.holdfast.checker.history.History;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks at one statement after the other: at its entries, and at its balances. */
final class StatementAudit {
    private final Books books;
    private final Openings openings;
    private final Findings findings;
    private final Signs.LegFinder finder;
    private final BitSet entered;
    private final Set<Told> told = new HashSet<>();

    /** What was said before and is not said again of every later statement. */
    private record Told(String kind, String participant, String payment, String account) {}

    StatementAudit(Books books, Openings openings, Findings findings) {
        this.books = books;
        this.openings = openings;
        this.findings = findings;
        this.finder = new Signs.LegFinder(books.legs());
        this.entered = new BitSet(books.legs());
    }

    /** Of all legs in their places, those that the last final statements have. */
    BitSet entered() {
        return entered;
    }

    void look(Statement s) {
        boolean isLast = books.finals().get(s.participant()) == s;
        s.forEachEntry((payment, account, amount) -> entry(s, isLast, payment, account, amount));
        s.forEachBalance(
                (account, balance) -> {
                    if (balance < 0
                            && !account.equals(MoneyChecker.CASH)
                            && isNew("negative", s, "", account)) {
                        findings.add(
                                s.answered(), () -> MoneyEvidence.negative(s, account, balance));
                    }
                });
        Map<String, BigInteger> bases = Openings.bases(s);
        Set<String> accounts = new TreeSet<>(bases.keySet());
        accounts.addAll(openings.ofAll(s.participant()).keySet());
        for (String account : accounts) {
            BigInteger base = bases.getOrDefault(account, BigInteger.ZERO);
            BigInteger opening = openings.of(s.participant(), account);
            if (!base.equals(opening) && isNew("balance", s, "", account)) {
                Statement first = openings.statements().getOrDefault(s.participant(), s);
                findings.add(
                        s.answered(), () -> MoneyEvidence.unexplained(first, s, account, opening));
            }
        }
    }

    private boolean isNew(String kind, Statement s, String payment, String account) {
        return told.add(new Told(kind, s.participant(), payment, account));
    }

    private void entry(Statement s, boolean isLast, String id, String account, long amount) {
        Payment payment = books.find(id);
        int leg =
                payment == null ? Signs.LegFinder.NO_LEG : finder.find(payment, s, account, amount);
        if (isLast && leg >= 0) {
            entered.set(leg);
        }
        History history = books.history();
        if (payment == null || !payment.isSent() || payment.firstSent() > s.answered()) {
            if (!books.isNameless() && isNew("unfounded", s, id, account)) {
                findings.add(
                        s.answered(),
                        () -> MoneyEvidence.unfounded(history, s, id, payment, account, amount));
            }
            return;
        }
        if (payment.isClear()) {
            if (leg == Signs.LegFinder.NO_LEG && isNew("unfounded", s, id, account)) {
                findings.add(
                        s.answered(),
                        () -> MoneyEvidence.unfounded(history, s, id, payment, account, amount));
            } else if (leg == Signs.LegFinder.TWICE && isNew("twice", s, id, account)) {
                findings.add(
                        s.answered(),
                        () -> MoneyEvidence.twice(history, s, payment, account, amount));
            }
        }
        int denied = payment.denied();
        if (denied != History.NONE && isNew("aborted", s, id, "")) {
            findings.add(
                    Math.max(s.answered(), denied),
                    () -> MoneyEvidence.visible(history, s, payment, account, amount));
        }
    }
}
