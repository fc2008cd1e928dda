package dev.holdfast.checker.lock;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.OwnerMutexModel;
import dev.holdfast.checker.model.TokenModel;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts violations of an owner-aware mutex in words. */
final class MutexEvidence {
    private MutexEvidence() {}

    /** The proof; {@code history} names the faults and is null while it is still growing. */
    static Evidence of(MutexViolation v, MutexOptions options, @Nullable History history) {
        Proof proof = new Proof(v.kind());
        v.before().forEach(proof::operations);
        proof.operations(v.culprit());
        Operation late = v.release();
        if (late != null) {
            proof.events(late.invocation());
        }
        List<Operation> played = new ArrayList<>(v.before());
        played.add(v.culprit());
        if (v.kind().equals(Kinds.TOKEN_NOT_INCREASING)) {
            proof.play(new TokenModel(), played);
        } else {
            proof.play(new OwnerMutexModel(options.limit(), options.fenced()), played);
        }
        String lock = Words.lock(LockOps.lock(v.culprit().invocation()));
        return switch (v.kind()) {
            case Kinds.DOUBLE_GRANT -> doubleGrant(proof, v, lock, history);
            case Kinds.TOKEN_NOT_INCREASING ->
                    TokenOrder.describe(proof, v.before().get(0), v.culprit(), lock, history);
            case Kinds.REENTRANCY_LIMIT -> reentrancy(proof, v, lock, options, history);
            case Kinds.RELEASE_BY_NON_HOLDER -> strangeRelease(proof, v, lock, history);
            default -> refused(proof, v, lock);
        };
    }

    private static Evidence doubleGrant(
            Proof proof, MutexViolation v, String lock, @Nullable History history) {
        Operation held = v.before().get(0);
        Op from = end(held);
        Op to = end(v.culprit());
        String faults =
                Words.faults(history, from, to, LockOps.agent(held), LockOps.agent(v.culprit()));
        String release =
                v.release() == null && v.before().size() == 1
                        ? "no release was invoked"
                        : "not all of its acquires were being released";
        return proof.saying(
                "Process %d was granted %s at %s although process %d held it since %s%s."
                        .formatted(
                                v.culprit().process(),
                                lock,
                                Words.at(to),
                                held.process(),
                                Words.at(from),
                                faults),
                ("Between %s and %s %s was certainly held by process %d: acquire #%d had returned"
                                + " and %s. Yet acquire #%d by process %d returned ok at %s. No"
                                + " other operation can explain this.")
                        .formatted(
                                Words.at(from),
                                Words.at(to),
                                lock,
                                held.process(),
                                held.invocation().index(),
                                release,
                                v.culprit().invocation().index(),
                                v.culprit().process(),
                                Words.at(to)));
    }

    private static Evidence reentrancy(
            Proof proof,
            MutexViolation v,
            String lock,
            MutexOptions options,
            @Nullable History history) {
        Operation first = v.before().get(0);
        Op to = end(v.culprit());
        String often =
                options.limit() == 1 ? "only once" : "only %d times".formatted(options.limit());
        return proof.saying(
                ("Process %d was granted %s again at %s although it held it already and"
                                + " may do so %s%s.")
                        .formatted(
                                v.culprit().process(),
                                lock,
                                Words.at(to),
                                often,
                                Words.faults(history, end(first), to, LockOps.agent(first))),
                ("Process %d holds %s since acquire #%d returned at %s, and every acquire since is"
                                + " still unreleased. Acquire #%d by the same process"
                                + " returned ok at %s: it"
                                + " may hold the lock %s at a time.")
                        .formatted(
                                first.process(),
                                lock,
                                first.invocation().index(),
                                Words.at(end(first)),
                                v.culprit().invocation().index(),
                                Words.at(to),
                                often));
    }

    private static Evidence strangeRelease(
            Proof proof, MutexViolation v, String lock, @Nullable History history) {
        Op at = end(v.culprit());
        String why =
                v.before().isEmpty()
                        ? "it has no acquire of that lock that is known to have succeeded"
                        : "it had already released all that it acquired since #%d"
                                .formatted(v.before().get(0).invocation().index());
        return proof.saying(
                "Process %d released %s at %s without holding it%s."
                        .formatted(
                                v.culprit().process(),
                                lock,
                                Words.at(at),
                                Words.faults(
                                        history,
                                        v.culprit().invocation(),
                                        at,
                                        LockOps.agent(v.culprit()))),
                "Release #%d by process %d returned ok at %s, but %s. Only the holder can release."
                        .formatted(
                                v.culprit().invocation().index(),
                                v.culprit().process(),
                                Words.at(at),
                                why));
    }

    private static Evidence refused(Proof proof, MutexViolation v, String lock) {
        Operation culprit = v.culprit();
        boolean isRelease = LockOps.isRelease(culprit.invocation());
        String summary =
                isRelease
                        ? "Process %d could not release %s at %s although it held it."
                        : "Process %d was refused %s at %s although nobody can have held it.";
        String argument =
                isRelease
                        ? "Release #%d was refused between %s and %s, while its process"
                                + " held the lock."
                        : "Acquire #%d was refused between %s and %s; at no moment in between can"
                                + " another process have held the lock.";
        return proof.saying(
                summary.formatted(culprit.process(), lock, Words.at(end(culprit))),
                argument.formatted(
                        culprit.invocation().index(),
                        Words.at(culprit.invocation()),
                        Words.at(end(culprit))));
    }

    private static Op end(Operation o) {
        Op completion = o.completion();
        return completion == null ? o.invocation() : completion;
    }
}
