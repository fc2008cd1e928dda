package dev.holdfast.checker.commit;

import dev.holdfast.checker.history.History;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether any money came or went: whether the accounts hold in the end what they held in
 * the beginning, every change of every account is explained by a leg of a payment that was sent,
 * once, and what payers were told can be seen.
 *
 * <p>Statements are read as they stand; of their order only this is used, that one was asked for
 * after another had been answered. O(n).
 */
public final class MoneyChecker extends CommitChecker {
    /** The account of every participant that may fall below zero: the world outside. */
    static final String CASH = "cash";

    @Override
    public String name() {
        return "money";
    }

    @Override
    public String promise() {
        return "No money came or went: every payment counted once or never, as its payer was told.";
    }

    @Override
    Judgement judge(History history) {
        Flaws flaws = new Flaws();
        Books books = Books.of(history, flaws);
        Findings findings = new Findings();
        Openings openings = Openings.of(books);
        StatementAudit audit = new StatementAudit(books, openings, findings);
        Map<String, List<Statement>> byParticipant = new HashMap<>();
        for (Statement s : books.statements()) {
            audit.look(s);
            byParticipant.computeIfAbsent(s.participant(), p -> new ArrayList<>()).add(s);
        }
        byParticipant.values().forEach(list -> new Vanishings(history, findings).look(list));
        Ends ends = new Ends(books, openings, audit.entered(), findings);
        ends.lookForLostCommits();
        ends.lookAtTheTotal();
        return new Judgement(
                findings,
                flaws.first().or(() -> nothing(books, openings)),
                "%s of %s, the last of them with %s"
                        .formatted(
                                count(books.statements().size(), "statement"),
                                count(byParticipant.size(), "participant"),
                                ends.totalInWords()));
    }

    private static Optional<String> nothing(Books books, Openings openings) {
        if (!books.isAnythingCommitted()) {
            return CommitWords.nothingCommitted();
        }
        return Ends.nothingFinal(books).or(openings::missing);
    }
}
