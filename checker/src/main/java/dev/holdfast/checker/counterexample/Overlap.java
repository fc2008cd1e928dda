package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.OwnerMutexModel;
import dev.holdfast.checker.model.RwLockModel;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import org.jspecify.annotations.Nullable;

/**
 * Two processes that acquired one lock, and neither had invoked a release when both acquires had
 * returned.
 *
 * <p>Of a lock that only its owner releases nothing else has to be looked at: whichever acquire
 * took effect first, the other one took effect while that one's process held the lock.
 *
 * @param first the acquire that returned first
 * @param second the other one
 */
record Overlap(Subhistory h, Operation first, Operation second) {
    private static final String WRITE = "write";

    /**
     * The overlap that the return of {@code blocked} completes; null if there is none. O(calls).
     *
     * @param h as recorded, so that each process makes one call at a time
     */
    static @Nullable Overlap at(int blocked, Subhistory h) {
        Model<?> model = h.model();
        boolean isOwned = model instanceof OwnerMutexModel || model instanceof RwLockModel;
        if (!isOwned || !h.isRecorded() || !h.isPlain() || !isGranted(h, blocked)) {
            return null;
        }
        int end = h.returnedAt(blocked);
        for (int c = h.calls() - 1; c >= 0; c--) {
            if (isGranted(h, c) && h.returnedAt(c) < end && isExcluded(h, c, blocked)) {
                return isLastOfItsProcess(h, c, end)
                        ? new Overlap(h, h.operation(c), h.operation(blocked))
                        : null;
            }
        }
        return null;
    }

    private static boolean isGranted(Subhistory h, int call) {
        return !h.isOptional(call)
                && !h.isTest(call)
                && h.invocation(call).f().startsWith("acquire");
    }

    private static boolean isExcluded(Subhistory h, int one, int other) {
        return h.process(one) != h.process(other)
                && (h.model() instanceof OwnerMutexModel
                        || RwLockModel.mode(h.operation(one)).equals(WRITE)
                        || RwLockModel.mode(h.operation(other)).equals(WRITE));
    }

    private static boolean isLastOfItsProcess(Subhistory h, int call, int end) {
        for (int c = call + 1; c < h.calls() && h.invokedAt(c) < end; c++) {
            if (h.process(c) == h.process(call)) {
                return false;
            }
        }
        return true;
    }

    Evidence evidence(History history) {
        Phrases phrases = new Phrases(h.model(), h.part());
        Op end = Phrases.end(second);
        Proof proof = new Proof(Kinds.DOUBLE_GRANT).operations(first, second);
        proof.step(Phrases.end(first), "one acquire returned", "no release by its process");
        proof.step(end, "still no release invoked", "impossible: two hold it");
        String faults = Words.faults(history, first.invocation(), end);
        String summary =
                "%s: %s at %s, when process %d had acquired it and had not invoked a release%s."
                        .formatted(
                                Phrases.capital(phrases.object()),
                                phrases.did(second),
                                Words.at(end),
                                first.process(),
                                faults);
        String argument =
                ("%s (%s) and had invoked no release by %s, whatever all other processes did. Yet"
                                + " %s (%s). Whichever came first, the other came while %s was held.")
                        .formatted(
                                Phrases.capital(phrases.did(first)),
                                Phrases.when(first),
                                Words.at(end),
                                phrases.did(second),
                                Phrases.when(second),
                                phrases.object());
        return proof.saying(summary, argument);
    }
}
