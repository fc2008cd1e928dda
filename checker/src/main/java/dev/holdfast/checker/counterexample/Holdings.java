package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.WeightedSemaphoreModel;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What processes certainly hold of a semaphore when a call returns, which is more than there is.
 *
 * <p>Only who holds permits gives them back, so a process holds at least what its last acquires
 * that returned took, less what its releases since can have given back.
 *
 * @param holders those that are enough, who holds most first
 * @param last the acquire with whose return it is too much
 */
record Holdings(Subhistory h, long permits, List<Holder> holders, Operation last) {
    private static final int MOST_NAMED = 8;

    /** Who certainly holds how much, and by which of its last calls. */
    record Holder(int process, long least, List<Operation> calls) {
        Holder {
            calls = List.copyOf(calls);
        }
    }

    /** The last calls of a process, latest first. */
    private static final class Tail {
        final List<Operation> calls = new ArrayList<>();
        long sum;
        long most;
        int mostAfter;

        void add(Operation operation, long weight) {
            calls.add(operation);
            sum += weight;
            if (sum > most) {
                most = sum;
                mostAfter = calls.size();
            }
        }
    }

    Holdings {
        holders = List.copyOf(holders);
    }

    /**
     * What is too much when {@code blocked} returns; null if nothing is. O(calls).
     *
     * @param h as recorded, so that each process makes one call at a time
     */
    static @Nullable Holdings at(int blocked, Subhistory h) {
        boolean isAcquire =
                h.model() instanceof WeightedSemaphoreModel
                        && h.isRecorded()
                        && h.isPlain()
                        && !h.isOptional(blocked)
                        && !h.isTest(blocked)
                        && OwnCalls.isAcquire(h.operation(blocked));
        if (!isAcquire || !(h.model() instanceof WeightedSemaphoreModel model)) {
            return null;
        }
        int end = h.returnedAt(blocked);
        Map<Integer, Tail> tails = new HashMap<>();
        for (int c = h.calls() - 1; c >= 0; c--) {
            Operation operation = h.operation(c);
            boolean acquires = OwnCalls.isAcquire(operation);
            boolean counts = acquires ? h.returnedAt(c) <= end : h.invokedAt(c) < end;
            if (counts && !h.isTest(c)) {
                long weight = WeightedSemaphoreModel.permitsOf(operation);
                tails.computeIfAbsent(operation.process(), p -> new Tail())
                        .add(operation, acquires ? weight : -weight);
            }
        }
        return of(tails, model.permits(), h, blocked);
    }

    private static @Nullable Holdings of(
            Map<Integer, Tail> tails, long permits, Subhistory h, int blocked) {
        List<Holder> all = new ArrayList<>();
        tails.forEach(
                (process, tail) -> {
                    if (tail.most > 0) {
                        all.add(
                                new Holder(
                                        process, tail.most, tail.calls.subList(0, tail.mostAfter)));
                    }
                });
        all.sort(
                Comparator.comparing((Holder o) -> o.process() != h.process(blocked))
                        .thenComparing(Comparator.comparingLong(Holder::least).reversed())
                        .thenComparingInt(Holder::process));
        long sum = 0;
        for (int i = 0; i < all.size(); i++) {
            sum += all.get(i).least();
            if (sum > permits) {
                return new Holdings(h, permits, all.subList(0, i + 1), h.operation(blocked));
            }
        }
        return null;
    }

    Evidence evidence(History history) {
        Phrases phrases = new Phrases(h.model(), h.part());
        Op end = Phrases.end(last);
        Proof proof = new Proof(Kinds.NOT_LINEARIZABLE);
        long sum = 0;
        Op first = last.invocation();
        List<String> held = new ArrayList<>();
        for (Holder holder : holders) {
            for (Operation o : holder.calls()) {
                proof.operations(Phrases.recorded(o, history));
                first = o.invocation().index() < first.index() ? o.invocation() : first;
            }
            sum += holder.least();
            held.add(
                    "%s by process %d (%s)"
                            .formatted(
                                    Phrases.count(holder.least(), "permit"),
                                    holder.process(),
                                    named(holder)));
        }
        String taken = String.format(Locale.ROOT, "%,d of %,d taken", sum, permits);
        proof.step(end, "every order of the operations", "impossible: " + taken);
        String summary =
                "%s: %s at %s, when more than %s would be taken%s."
                        .formatted(
                                Phrases.capital(phrases.object()),
                                phrases.did(last),
                                Words.at(end),
                                Phrases.count(permits, "permit"),
                                Words.faults(history, first, end));
        String argument =
                ("%s (%s). When that returned, at least these were taken, for only who holds permits"
                                + " gives them back: %s. There %s only %s, whatever all other"
                                + " processes did.")
                        .formatted(
                                Phrases.capital(phrases.did(last)),
                                Phrases.when(last),
                                Phrases.and(held),
                                permits == 1 ? "is" : "are",
                                Phrases.count(permits, "permit"));
        return proof.saying(summary, argument);
    }

    /** The calls that it holds them by, in their order. */
    private static String named(Holder holder) {
        List<Operation> calls = new ArrayList<>(holder.calls());
        calls.sort(Comparator.comparingInt(o -> o.invocation().index()));
        List<String> names = new ArrayList<>();
        for (Operation o : calls.subList(0, Math.min(MOST_NAMED, calls.size()))) {
            names.add((OwnCalls.isAcquire(o) ? "acquired in " : "released in ") + Phrases.name(o));
        }
        return String.join(", ", names) + (calls.size() > MOST_NAMED ? " and so on" : "");
    }
}
