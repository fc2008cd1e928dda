package dev.holdfast.checker.lock;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the overlap of two certain tenures in words. */
final class BeliefEvidence {
    private BeliefEvidence() {}

    /** The proof that all of {@code crowd}, by beginning, were at once. */
    static Evidence of(List<Tenure> crowd, @Nullable History history) {
        return crowd.size() == 2 && LockOps.capacity(crowd.get(0).grant().invoked()) == 1
                ? of(crowd.get(0), crowd.get(1), history)
                : permits(crowd, history);
    }

    private static Evidence permits(List<Tenure> crowd, @Nullable History history) {
        Grant last = crowd.get(crowd.size() - 1).grant();
        String lock = Words.lock(LockOps.lock(last.invoked()));
        int capacity = crowd.size() - 1;
        Proof proof = new Proof(Kinds.OVERLAPPING_TENURES);
        int n = 0;
        for (Tenure t : crowd) {
            String before = believers(n);
            n++;
            proof.operations(t.grant().acquire())
                    .events(t.end())
                    .step(
                            t.grant().returned(),
                            before,
                            n <= capacity
                                    ? believers(n)
                                    : "impossible: %s, and there are only %d"
                                            .formatted(believers(n), capacity));
        }
        String who =
                crowd.stream()
                        .map(t -> Integer.toString(t.grant().process()))
                        .collect(Collectors.joining(", "));
        String until =
                crowd.stream()
                        .limit(capacity)
                        .map(
                                t ->
                                        "process %d until #%d at %s"
                                                .formatted(
                                                        t.grant().process(),
                                                        t.end().index(),
                                                        Words.at(t.end())))
                        .collect(Collectors.joining(", "));
        String faults = Words.faults(history, crowd.get(0).grant().returned(), last.returned());
        return proof.saying(
                "Processes %s all held permits of %s at %s, and there are only %d%s."
                        .formatted(who, lock, Words.at(last.returned()), capacity, faults),
                ("When acquire #%d by process %d returned ok at %s, these had returned before and"
                                + " their processes certainly went on: %s.")
                        .formatted(
                                last.invoked().index(),
                                last.process(),
                                Words.at(last.returned()),
                                until));
    }

    private static String believers(int n) {
        return n + (n == 1 ? " process believes" : " processes believe") + " to hold a permit";
    }

    /** The proof that {@code second} began inside {@code first}. */
    static Evidence of(Tenure first, Tenure second, @Nullable History history) {
        Grant a = first.grant();
        Grant b = second.grant();
        String lock = Words.lock(LockOps.lock(a.invoked()));
        String shared = lock + between(a, b);
        Op from = b.returned();
        Op proofOfFirst = first.end();
        Op until = second.to() < first.to() ? second.end() : first.end();
        String faults = Words.faults(history, a.returned(), from, a.agent(), b.agent());
        String howLong =
                until.index() > from.index() && until.timeNanos() > from.timeNanos()
                        ? "for %s from %s"
                                .formatted(
                                        Words.span(until.timeNanos() - from.timeNanos()),
                                        Words.at(from))
                        : "at " + Words.at(from);
        boolean isRelease = LockOps.isRelease(proofOfFirst) && proofOfFirst.isInvoke();
        String proofWords =
                isRelease
                        ? "until release #%d was invoked at %s"
                                .formatted(proofOfFirst.index(), Words.at(proofOfFirst))
                        : "at least until its %s #%d was answered at %s"
                                .formatted(
                                        Words.name(proofOfFirst.f()),
                                        proofOfFirst.index(),
                                        Words.at(proofOfFirst));
        return new Proof(Kinds.OVERLAPPING_TENURES)
                .operations(a.acquire(), b.acquire())
                .events(proofOfFirst, until)
                .step(a.returned(), "nobody believes to hold it", believes(a))
                .step(
                        b.returned(),
                        believes(a),
                        believes(a) + " and so does process " + b.process())
                .step(
                        proofOfFirst,
                        believes(a) + " and so does process " + b.process(),
                        "impossible for one lock: process %d had believed it all along"
                                .formatted(a.process()))
                .saying(
                        "Processes %d and %d both held %s %s%s."
                                .formatted(a.process(), b.process(), shared, howLong, faults),
                        ("Process %d held %s from %s, when acquire #%d had returned, %s."
                                        + " In between, at %s, acquire #%d by process %d returned"
                                        + " ok. So both believed"
                                        + " at once that %s was theirs.")
                                .formatted(
                                        a.process(),
                                        lock,
                                        Words.at(a.returned()),
                                        a.invoked().index(),
                                        proofWords,
                                        Words.at(from),
                                        b.invoked().index(),
                                        b.process(),
                                        lock));
    }

    private static String between(Grant a, Grant b) {
        return a.purpose().isEmpty() ? "" : ",%s and%s,".formatted(a.purpose(), b.purpose());
    }

    private static String believes(Grant g) {
        return "process %d believes to hold it%s".formatted(g.process(), g.purpose());
    }
}
