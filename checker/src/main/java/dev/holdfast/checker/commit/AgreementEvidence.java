package dev.holdfast.checker.commit;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Puts in words that a payment was committed and was not. */
final class AgreementEvidence {
    private static final Comparator<Sign> CLEAREST_FIRST =
            Comparator.comparing(Sign::source).thenComparingInt(s -> s.event().index());

    private AgreementEvidence() {}

    /** Two signs that contradict each other, and what that is called. */
    private record Clash(String kind, Sign commit, Sign abort) {}

    /** The proof; {@code signs} has both signs of commit and signs of abort. */
    static Evidence of(Payment payment, List<Sign> signs, History history) {
        Clash clash = clash(signs);
        boolean isInOrder = clash.commit.event().index() < clash.abort.event().index();
        Sign first = isInOrder ? clash.commit : clash.abort;
        Sign second = isInOrder ? clash.abort : clash.commit;
        String id = CommitWords.id(payment);
        Proof proof = new Proof(clash.kind);
        add(proof, first, history);
        add(proof, second, history);
        Op latest = second.event();
        proof.step(first.event(), id + " is undecided", state(first))
                .step(
                        latest,
                        state(first),
                        "impossible: here it is %s"
                                .formatted(second.isCommit() ? "committed" : "aborted"));
        String faults = CommitWords.faults(history, payment, latest, first.actor(), second.actor());
        return proof.saying(
                "%s, %s%s.".formatted(beginning(first, id), second.told("it"), faults),
                "%s. %s. What becomes of a payment is the same everywhere, and for ever.%s"
                        .formatted(
                                source(first, id),
                                source(second, id),
                                isOfJournal(first) || isOfJournal(second) ? CommitWords.LATE : ""));
    }

    private static String state(Sign sign) {
        return CommitWords.id(sign.payment()) + (sign.isCommit() ? " is committed" : " is aborted");
    }

    private static boolean isOfJournal(Sign sign) {
        return sign.source() == Sign.Source.APPLIED || sign.source() == Sign.Source.DECIDED;
    }

    private static void add(Proof proof, Sign sign, History history) {
        Statement statement = sign.statement();
        if (sign.source() == Sign.Source.TOLD) {
            // That all were refused takes all; any other answer is one.
            boolean isRefused = !sign.isCommit() && sign.payment().aborted() == History.NONE;
            for (int send : sign.payment().sends()) {
                Operation operation = Operation.at(history, send);
                if (isRefused || history.completionOf(send) == sign.event().index()) {
                    proof.operations(operation);
                }
            }
        } else if (sign.source() == Sign.Source.MISSING) {
            proof.operations(Operation.at(history, sign.payment().firstSent()));
        }
        if (statement == null) {
            proof.events(sign.event());
        } else {
            proof.operations(statement.operation());
        }
    }

    private static Clash clash(List<Sign> signs) {
        List<Sign> sorted = signs.stream().sorted(CLEAREST_FIRST).toList();
        List<Sign> commits = sorted.stream().filter(Sign::isCommit).toList();
        List<Sign> aborts = sorted.stream().filter(s -> !s.isCommit()).toList();
        List<Sign> keptOrNot = commits.stream().filter(Sign::isOfAccounts).toList();
        List<Sign> givenUp = aborts.stream().filter(Sign::isOfAccounts).toList();
        Predicate<Sign> isDecision = s -> s.source() == Sign.Source.DECIDED;
        return apart(keptOrNot, givenUp)
                .or(() -> alone(keptOrNot, givenUp))
                .or(
                        () ->
                                alone(
                                        commits.stream().filter(isDecision).toList(),
                                        aborts.stream().filter(isDecision).toList()))
                .or(() -> first(Kinds.CONTRADICTED_DECISION, untold(commits), untold(aborts)))
                .orElseGet(() -> new Clash(Kinds.PAYER_MISLED, commits.get(0), aborts.get(0)));
    }

    private static List<Sign> untold(List<Sign> signs) {
        return signs.stream().filter(s -> s.source() != Sign.Source.TOLD).toList();
    }

    private static Optional<Clash> first(String kind, List<Sign> commits, List<Sign> aborts) {
        return commits.isEmpty() || aborts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Clash(kind, commits.get(0), aborts.get(0)));
    }

    /** Of two participants. */
    private static Optional<Clash> apart(List<Sign> commits, List<Sign> aborts) {
        if (commits.isEmpty() || aborts.isEmpty()) {
            return Optional.empty();
        }
        Sign commit = commits.get(0);
        for (Sign abort : aborts) {
            if (!abort.actor().equals(commit.actor())) {
                return Optional.of(new Clash(Kinds.SPLIT_OUTCOME, commit, abort));
            }
        }
        Sign abort = aborts.get(0);
        return commits.stream()
                .filter(c -> !c.actor().equals(abort.actor()))
                .findFirst()
                .map(c -> new Clash(Kinds.SPLIT_OUTCOME, c, abort));
    }

    /** Of the same one. */
    private static Optional<Clash> alone(List<Sign> commits, List<Sign> aborts) {
        for (Sign commit : commits.stream().limit(100).toList()) {
            for (Sign abort : aborts.stream().limit(100).toList()) {
                if (abort.actor().equals(commit.actor())) {
                    return Optional.of(new Clash(Kinds.CHANGED_OUTCOME, commit, abort));
                }
            }
        }
        return Optional.empty();
    }

    private static String source(Sign sign, String id) {
        int op = sign.event().index();
        Statement statement = sign.statement();
        if (statement == null) {
            return sign.source() == Sign.Source.TOLD
                    ? "Event #%d was the answer to pay %s".formatted(op, id)
                    : "Event #%d is from the journal of %s"
                            .formatted(op, Words.name(sign.event().string("node")));
        }
        return sign.isCommit()
                ? "Statement #%d has an entry of %s".formatted(op, id)
                : "Statement #%d was asked for when all was over, and %s was sent with a leg there"
                        .formatted(op, id);
    }

    /** Names stay as they are. */
    private static String beginning(Sign sign, String id) {
        String told = sign.told(id);
        return sign.source() == Sign.Source.TOLD ? "A" + told.substring(1) : told;
    }
}
