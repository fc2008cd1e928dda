package dev.holdfast.checker.commit;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether everything came to an end: AC5 of Bernstein, Hadzilacos and Goodman 1987, chapter
 * 7. When all faults are healed and it has been quiet for a while, each participant says what it
 * keeps, and is in doubt about nothing. Of a fault that may still last nobody is accused.
 *
 * <p>It judges the end of a history: of a history that is still growing it may say invalid, and
 * valid later. O(n).
 */
public final class TerminationChecker extends CommitChecker {

    @Override
    public String name() {
        return "termination";
    }

    @Override
    public String promise() {
        return "When all was over, every participant knew what became of every payment.";
    }

    @Override
    Judgement judge(History history) {
        Flaws flaws = new Flaws();
        Books books = Books.of(history, flaws);
        Findings findings = new Findings();
        for (Map.Entry<String, Integer> asked : books.askedForFinal().entrySet()) {
            Op completion = Operation.at(history, asked.getValue()).completion();
            if (completion == null) {
                flaws.add("statement #%d was never answered".formatted(asked.getValue()));
            } else if (!completion.isOk() && !books.finals().containsKey(asked.getKey())) {
                findings.add(completion.index(), () -> silent(history, asked.getKey(), completion));
            }
        }
        for (Statement s : books.finals().values()) {
            for (String id : s.inDoubt().stream().sorted().toList()) {
                Payment payment = books.find(id);
                if (payment != null && payment.lastHeard() > s.asked()) {
                    flaws.add(
                            "statement #%d was asked for while payment %s was under way"
                                    .formatted(s.answered(), Words.name(id)));
                } else {
                    findings.add(s.answered(), () -> inDoubt(books, s, id));
                }
            }
        }
        Optional<String> unhealed = findings.isEmpty() ? Optional.empty() : Healing.doubt(history);
        if (unhealed.isPresent()) {
            return new Judgement(new Findings(), unhealed, "");
        }
        Optional<String> nothing =
                books.isAnythingCommitted()
                        ? Ends.nothingFinal(books)
                        : CommitWords.nothingCommitted();
        return new Judgement(
                findings,
                flaws.first().or(() -> nothing),
                count(books.finals().size(), "final statement"));
    }

    private static Evidence inDoubt(Books books, Statement s, String id) {
        Payment payment = books.of(id);
        String who = Words.name(s.participant());
        String name = Words.name(id);
        Proof proof = new Proof(Kinds.LEFT_IN_DOUBT).operations(s.operation());
        if (payment.isSent()) {
            proof.operations(Operation.at(books.history(), payment.firstSent()));
        }
        List<String> others =
                payment.participants().stream().filter(p -> !p.equals(s.participant())).toList();
        String[] agents = others.toArray(new String[0]);
        return proof.step(
                        s.answer(),
                        "everything is decided in the end",
                        "impossible: %s is not, at %s".formatted(name, who))
                .saying(
                        "%s did not know in the end, at %s, what became of %s%s."
                                .formatted(
                                        who,
                                        Words.at(s.answer()),
                                        name,
                                        CommitWords.faults(
                                                books.history(), payment, s.answer(), agents)),
                        ("Statement #%d was asked for when all was over, and names %s as in doubt:"
                                        + " what it moves is set aside, and nobody can use it.")
                                .formatted(s.answered(), name));
    }

    private static Evidence silent(History history, String participant, Op completion) {
        String who = Words.name(participant);
        Operation asked = Operation.at(history, history.invocationOf(completion.index()));
        return new Proof(Kinds.NO_FINAL_STATEMENT)
                .operations(asked)
                .step(
                        completion,
                        "each participant says in the end what it keeps",
                        "impossible: %s does not".formatted(who))
                .saying(
                        "%s did not say in the end what it keeps: at %s its answer was %s."
                                .formatted(
                                        who,
                                        Words.at(completion),
                                        Words.name(
                                                completion.error() == null
                                                        ? completion.type().label()
                                                        : completion.error())),
                        "Final statement #%d was the last that it was asked for, and it gave none before."
                                .formatted(asked.invocation().index()));
    }
}
