package dev.holdfast.checker.lock;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import org.jspecify.annotations.Nullable;

/** Puts the overlap of two certain tenures in words. */
final class BeliefEvidence {
    private BeliefEvidence() {}

    /** The proof that {@code second} began inside {@code first}. */
    static Evidence of(Tenure first, Tenure second, @Nullable History history) {
        Grant a = first.grant();
        Grant b = second.grant();
        String lock = Words.lock(LockOps.lock(a.invoked()));
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
                                .formatted(a.process(), b.process(), lock, howLong, faults),
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

    private static String believes(Grant g) {
        return "process %d believes to hold it".formatted(g.process());
    }
}
