package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.OwnerMutexModel;
import dev.holdfast.checker.model.RwLockModel;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two processes that acquired one lock, and neither had invoked a release that gives it up when
 * both acquires had returned.
 *
 * <p>Of a lock that only its owner releases nothing else has to be looked at: whichever acquire
 * took effect first, the other one took effect while that one's process held the lock.
 *
 * @param first the acquire that returned first
 * @param again what its process acquired and released after it, if it may hold the lock several
 *     times: no more releases than acquires
 * @param second the other one
 */
record Overlap(Subhistory h, Operation first, List<Operation> again, Operation second) {
    private static final String WRITE = "write";

    /** Of one process: how often its last calls acquired more than they can have released. */
    private static final class Holder {
        int surplus;
        final List<Operation> calls = new ArrayList<>();
    }

    Overlap {
        again = List.copyOf(again);
    }

    /**
     * The overlap that the return of {@code blocked} completes; null if there is none. O(calls).
     *
     * @param h as recorded, so that each process makes one call at a time
     */
    static @Nullable Overlap at(int blocked, Subhistory h) {
        boolean isReadWrite = h.model() instanceof RwLockModel;
        boolean isOwned = isReadWrite || h.model() instanceof OwnerMutexModel;
        if (!isOwned || !h.isRecorded() || !h.isPlain() || !isGranted(h, blocked)) {
            return null;
        }
        int end = h.returnedAt(blocked);
        Map<Integer, Holder> holders = new HashMap<>();
        for (int c = h.calls() - 1; c >= 0; c--) {
            boolean counts = h.invokedAt(c) < end && !h.isTest(c);
            if (!counts || h.process(c) == h.process(blocked)) {
                continue;
            }
            Operation operation = h.operation(c);
            boolean isAcquire = OwnCalls.isAcquire(operation);
            if (isAcquire && (!isGranted(h, c) || h.returnedAt(c) > end)) {
                continue;
            }
            Holder holder = holders.computeIfAbsent(operation.process(), p -> new Holder());
            if (isReadWrite && !holder.calls.isEmpty()) {
                continue;
            }
            holder.surplus += isAcquire ? 1 : -1;
            if (holder.surplus > 0 && isExcluded(h, c, blocked)) {
                return of(h, operation, holder.calls, blocked);
            }
            holder.calls.add(0, operation);
        }
        return null;
    }

    private static Overlap of(Subhistory h, Operation first, List<Operation> again, int blocked) {
        return new Overlap(h, first, again, h.operation(blocked));
    }

    private static boolean isGranted(Subhistory h, int call) {
        return !h.isOptional(call) && !h.isTest(call) && OwnCalls.isAcquire(h.operation(call));
    }

    private static boolean isExcluded(Subhistory h, int one, int other) {
        return h.model() instanceof OwnerMutexModel
                || RwLockModel.mode(h.operation(one)).equals(WRITE)
                || RwLockModel.mode(h.operation(other)).equals(WRITE);
    }

    Evidence evidence(History history) {
        Phrases phrases = new Phrases(h.model(), h.part());
        Op end = Phrases.end(second);
        Proof proof = new Proof(Kinds.DOUBLE_GRANT);
        proof.operations(Phrases.recorded(first, history), Phrases.recorded(second, history));
        again.forEach(o -> proof.operations(Phrases.recorded(o, history)));
        proof.step(Phrases.end(first), "one acquire returned", "held by its process");
        proof.step(end, "not given up by that process", "impossible: two hold it");
        String summary =
                "%s: %s at %s, when process %d had acquired it and cannot have given it up%s."
                        .formatted(
                                Phrases.capital(phrases.object()),
                                phrases.did(second),
                                Words.at(end),
                                first.process(),
                                Words.faults(history, first.invocation(), end));
        String argument =
                ("%s (%s) and %s, whatever all other processes did. Yet %s (%s). Whichever came"
                                + " first, the other came while %s was held.")
                        .formatted(
                                Phrases.capital(phrases.did(first)),
                                Phrases.when(first),
                                kept(end),
                                phrases.did(second),
                                Phrases.when(second),
                                phrases.object());
        return proof.saying(summary, argument);
    }

    /** That its process still held it: no failed release counts. */
    private String kept(Op end) {
        int acquires = (int) again.stream().filter(OwnCalls::isAcquire).count();
        if (again.isEmpty()) {
            return "invoked no release by %s that can have succeeded".formatted(Words.at(end));
        }
        return "by %s acquired it %s more and invoked only %s that can have succeeded"
                .formatted(
                        Words.at(end),
                        acquires == 1 ? "once" : Phrases.times(acquires),
                        Phrases.count(again.size() - acquires, "release"));
    }
}
