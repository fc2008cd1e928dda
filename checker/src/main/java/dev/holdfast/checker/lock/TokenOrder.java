package dev.holdfast.checker.lock;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.TokenModel;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether fencing tokens increased, whoever held the lock.
 *
 * <p>The tokens are the order of the grants. That order explains the history if and only if no
 * grant returned before one with a lower token was even asked for, and no token repeats. O(n log
 * n).
 */
final class TokenOrder {
    private TokenOrder() {}

    /** At most {@code most} violations, each with the grant before and the grant after. */
    static List<Evidence> violations(LockLog log, @Nullable History history, int most) {
        List<Grant> byToken = new ArrayList<>();
        for (Grant g : log.grants()) {
            if (g.token() != null) {
                byToken.add(g);
            }
        }
        byToken.sort(Comparator.comparing(TokenOrder::token));
        List<Evidence> found = new ArrayList<>();
        Grant latest = null; // among lower tokens, the one asked for last
        Grant previous = null;
        for (Grant g : byToken) {
            if (found.size() >= most) {
                break;
            }
            if (previous != null && token(previous) == token(g)) {
                boolean isEarlier = previous.returned().index() < g.returned().index();
                found.add(
                        evidence(isEarlier ? previous : g, isEarlier ? g : previous, log, history));
            } else if (latest != null && g.returned().index() < latest.invoked().index()) {
                found.add(evidence(g, latest, log, history));
            }
            if (latest == null || g.invoked().index() > latest.invoked().index()) {
                latest = g;
            }
            previous = g;
        }
        return found;
    }

    private static long token(Grant g) {
        Long token = g.token();
        return token == null ? Long.MIN_VALUE : token;
    }

    private static Evidence evidence(
            Grant first, Grant second, LockLog log, @Nullable History history) {
        Proof proof = new Proof(Kinds.TOKEN_NOT_INCREASING);
        proof.operations(first.acquire(), second.acquire());
        proof.play(new TokenModel(), List.of(first.acquire(), second.acquire()));
        return describe(proof, first.acquire(), second.acquire(), Words.lock(log.lock()), history);
    }

    /** The words for a token of {@code second} that does not exceed that of {@code first}. */
    static Evidence describe(
            Proof proof,
            Operation first,
            Operation second,
            String lock,
            @Nullable History history) {
        Op from = first.completion() == null ? first.invocation() : first.completion();
        Op to = second.completion() == null ? second.invocation() : second.completion();
        Long before = first.number("token");
        Long after = second.number("token");
        String faults =
                Words.faults(history, from, to, LockOps.agent(first), LockOps.agent(second));
        boolean isSame = before != null && before.equals(after);
        String summary =
                isSame
                        ? ("Token %d of %s was given out twice, to process %d at %s and"
                                        + " to process %d at %s%s.")
                                .formatted(
                                        before,
                                        lock,
                                        first.process(),
                                        Words.at(from),
                                        second.process(),
                                        Words.at(to),
                                        faults)
                        : "Process %d got %s for %s at %s, after process %d had got %s at %s%s."
                                .formatted(
                                        second.process(),
                                        LockOps.token(after),
                                        lock,
                                        Words.at(to),
                                        first.process(),
                                        LockOps.token(before),
                                        Words.at(from),
                                        faults);
        String order =
                isSame
                        ? "Two grants of one lock never share a token"
                        : "The later grant must have the higher token";
        return proof.saying(
                summary,
                ("Acquire #%d by process %d returned %s at %s, acquire #%d by process"
                                + " %d returned %s at %s. %s.")
                        .formatted(
                                first.invocation().index(),
                                first.process(),
                                LockOps.token(before),
                                Words.at(from),
                                second.invocation().index(),
                                second.process(),
                                LockOps.token(after),
                                Words.at(to),
                                order));
    }
}
