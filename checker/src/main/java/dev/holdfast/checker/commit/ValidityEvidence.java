package dev.holdfast.checker.commit;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts in words that votes do not allow what became of a payment. */
final class ValidityEvidence {
    private ValidityEvidence() {}

    /** Committed against a no. */
    static Evidence against(History history, Sign commit, String who, Op no) {
        String id = CommitWords.id(commit.payment());
        String name = Words.name(who);
        Op latest = no.index() > commit.event().index() ? no : commit.event();
        return proof(Kinds.COMMIT_AGAINST_NO, history, commit)
                .events(no)
                .step(no, name + " has not voted", name + " voted no")
                .step(
                        commit.event(),
                        name + " voted no",
                        "impossible: " + id + " can only be aborted")
                .saying(
                        "%s voted no on %s at %s, and yet %s%s."
                                .formatted(
                                        name,
                                        id,
                                        Words.at(no),
                                        commit.told("it"),
                                        CommitWords.faults(
                                                history,
                                                commit.payment(),
                                                latest,
                                                who,
                                                commit.actor())),
                        ("Pay #%d has a leg at %s, whose vote in #%d is no. What one participant"
                                        + " refuses must be aborted everywhere. Event #%d shows"
                                        + " that it was committed.%s")
                                .formatted(
                                        commit.payment().firstSent(),
                                        name,
                                        no.index(),
                                        commit.event().index(),
                                        CommitWords.LATE));
    }

    /** Committed before a vote was begun, or without any. */
    static Evidence without(
            History history, Sign commit, String who, @Nullable Op late, @Nullable Op anyVote) {
        String id = CommitWords.id(commit.payment());
        String name = Words.name(who);
        String when =
                late == null
                        ? "it never voted"
                        : "began its vote in #%d only after it had applied the commit"
                                .formatted(late.index());
        return proof(Kinds.COMMIT_WITHOUT_VOTE, history, commit)
                .events(late, anyVote)
                .step(
                        commit.event(),
                        name + " has not voted",
                        "impossible: without its vote " + id + " can only be aborted")
                .saying(
                        "%s, though %s had not voted on it%s."
                                .formatted(
                                        commit.source() == Sign.Source.TOLD
                                                ? "A" + commit.told(id).substring(1)
                                                : commit.told(id),
                                        name,
                                        CommitWords.faults(
                                                history,
                                                commit.payment(),
                                                commit.event(),
                                                who,
                                                commit.actor())),
                        ("Pay #%d has a leg at %s, and %s. The journals in which votes are"
                                        + " written have later lines than #%d, so its vote would"
                                        + " be here if it had voted in time.")
                                .formatted(
                                        commit.payment().firstSent(),
                                        name,
                                        when,
                                        commit.event().index()));
    }

    /** Aborted though all said yes, and nothing had gone wrong. */
    static Evidence causeless(History history, Sign abort, List<Op> votes) {
        String id = CommitWords.id(abort.payment());
        Op sent = history.op(abort.payment().firstSent());
        String numbers = votes.stream().map(v -> "#" + v.index()).collect(Collectors.joining(", "));
        Proof proof = proof(Kinds.ABORT_WITHOUT_CAUSE, history, abort);
        int n = 0;
        for (Op vote : votes) {
            proof.events(vote).step(vote, n + " said yes", ++n + " said yes");
        }
        return proof.step(
                        abort.event(),
                        "all %d said yes".formatted(n),
                        "impossible: " + id + " can only be committed")
                .saying(
                        "All participants of %s voted yes and nothing had gone wrong, and yet %s."
                                .formatted(id, abort.told("it")),
                        ("The votes %s are yes. The abort #%d came within %s of pay #%d, too early"
                                        + " for anybody to have waited in vain, and before any"
                                        + " fault or stall.%s")
                                .formatted(
                                        numbers,
                                        abort.event().index(),
                                        Words.span(abort.event().timeNanos() - sent.timeNanos()),
                                        sent.index(),
                                        CommitWords.LATE));
    }

    private static Proof proof(String kind, History history, Sign sign) {
        Proof proof =
                new Proof(kind)
                        .operations(Operation.at(history, sign.payment().firstSent()))
                        .events(sign.event());
        Statement statement = sign.statement();
        if (statement != null) {
            proof.operations(statement.operation());
        } else if (sign.source() == Sign.Source.TOLD) {
            int answer = sign.event().index();
            proof.operations(Operation.at(history, history.invocationOf(answer)));
        }
        return proof;
    }
}
