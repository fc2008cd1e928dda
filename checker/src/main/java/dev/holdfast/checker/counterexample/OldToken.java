package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.OwnerMutexModel;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Two grants of a fenced lock, of which the later one has a token that is not higher.
 *
 * <p>That grant is the later one whose acquire returned last, also where both were open at once:
 * had it come first, its process would have had to release the lock before the other one was
 * granted, and it can invoke no release before its own acquire returns.
 *
 * @param earlier the grant that came first
 * @param later the one with the old token
 * @param over where both were open at once: what the later one's process released while the earlier
 *     one was open, before it asked again
 */
record OldToken(Subhistory h, Operation earlier, Operation later, List<Operation> over) {
    private static final int MOST_OVER = 3;

    OldToken {
        over = List.copyOf(over);
    }

    /**
     * The contradiction that the return of {@code blocked} completes: with the last grant that was
     * over before, if there is one; null if there is none at all. O(calls).
     *
     * @param h as recorded, so that each process makes one call at a time
     */
    static @Nullable OldToken at(int blocked, Subhistory h) {
        if (!(h.model() instanceof OwnerMutexModel model)
                || !model.fenced()
                || !h.isRecorded()
                || !h.isPlain()) {
            return null;
        }
        Long token = token(h, blocked);
        if (token == null) {
            return null;
        }
        int end = h.returnedAt(blocked);
        int found = -1;
        for (int c = h.calls() - 1; c >= 0; c--) {
            if (h.returnedAt(c) < end) {
                Long before = token(h, c);
                boolean isOld =
                        before != null
                                && (before > token || (before.equals(token) && model.limit() == 1));
                boolean isOver = h.returnedAt(c) < h.invokedAt(blocked);
                found = isOld && (isOver || found < 0) ? c : found;
                if (isOld && isOver) {
                    break;
                }
            }
        }
        return found < 0 ? null : of(h, found, blocked);
    }

    private static @Nullable OldToken of(Subhistory h, int earlier, int later) {
        List<Operation> over = new ArrayList<>();
        boolean isApart = h.returnedAt(earlier) < h.invokedAt(later);
        for (int c = later - 1; c >= 0 && !isApart; c--) {
            if (h.process(c) != h.process(later)) {
                continue;
            }
            isApart = h.returnedAt(c) < h.invokedAt(earlier);
            if (!isApart && !OwnCalls.isAcquire(h.operation(c))) {
                over.add(0, h.operation(c));
            }
        }
        return over.size() > MOST_OVER
                ? null
                : new OldToken(h, h.operation(earlier), h.operation(later), over);
    }

    private static @Nullable Long token(Subhistory h, int call) {
        boolean isGrant =
                !h.isOptional(call) && !h.isTest(call) && OwnCalls.isAcquire(h.operation(call));
        return isGrant ? h.operation(call).number("token") : null;
    }

    private String released() {
        return over.isEmpty()
                ? ""
                : "; what it released before (%s) was over"
                        .formatted(
                                over.stream().map(Phrases::name).collect(Collectors.joining(", ")));
    }

    Evidence evidence(History history) {
        Phrases phrases = new Phrases(h.model(), h.part());
        Op end = Phrases.end(later);
        Op granted = Phrases.end(earlier);
        Proof proof = new Proof(Kinds.TOKEN_NOT_INCREASING);
        proof.operations(Phrases.recorded(earlier, history), Phrases.recorded(later, history));
        over.forEach(o -> proof.operations(Phrases.recorded(o, history)));
        Long before = earlier.number("token");
        Long token = later.number("token");
        proof.step(granted, "one acquire returned", "highest token " + before + " at least");
        String both = "token %d after token %d".formatted(token, before);
        proof.step(end, "highest token " + before + " at least", "impossible: " + both);
        boolean areApart = granted.index() < later.invocation().index();
        String summary =
                "%s: %s at %s, after token %d had been granted to process %d%s."
                        .formatted(
                                Phrases.capital(phrases.object()),
                                phrases.did(later),
                                Words.at(end),
                                before,
                                earlier.process(),
                                Words.faults(history, earlier.invocation(), end));
        String order =
                areApart
                        ? ""
                        : (" It was granted the later: had it come first, process %d would have had to"
                                        + " release the lock by %s, and it can invoke no release before"
                                        + " its acquire returns%s.")
                                .formatted(later.process(), Words.at(granted), released());
        String argument =
                "%s (%s). %s (%s).%s A later grant must have a higher token, whatever all other processes did."
                        .formatted(
                                Phrases.capital(phrases.did(earlier)),
                                Phrases.when(earlier),
                                Phrases.capital((areApart ? "then " : "") + phrases.did(later)),
                                Phrases.when(later),
                                order);
        return proof.saying(summary, argument);
    }
}
