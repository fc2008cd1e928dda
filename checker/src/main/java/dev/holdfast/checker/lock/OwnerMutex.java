package dev.holdfast.checker.lock;

import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of one owner-aware mutex while its events pass by: who certainly holds it.
 *
 * <p>Just-in-time linearization (Lowe 2017) with the choices removed. The definite core of a hold
 * runs from the return of its acquire to the invocation of its release; cores of different
 * processes never overlap, so the order of returns is the order of holds. A release takes effect
 * only when it returns or when another acquire returns first. An acquire whose outcome is unknown
 * is never needed, for its process is dead and would hold the lock for ever; it serves only to
 * explain a strict failed acquire, and an acquire with the earliest return serves that better.
 *
 * <p>O(1) an event, O(c) for strict fails. After a violation the culprit counts as the holder, so
 * that later violations can be found.
 */
final class OwnerMutex {
    private static final int NOBODY = -1;

    private final MutexOptions options;
    private final Set<Integer> early = new HashSet<>();
    private final List<Operation> pendingAcquires = new ArrayList<>();
    private final List<Op> unsatisfied = new ArrayList<>();

    private int holder = NOBODY;
    private int count;
    private @Nullable Op releasing;
    private List<Operation> tenure = new ArrayList<>(2);
    private List<Operation> previousTenure = List.of();
    private @Nullable Operation highest;
    private long highestToken = Long.MIN_VALUE;
    private boolean broken;

    OwnerMutex(MutexOptions options) {
        this.options = options;
    }

    private boolean isStrict() {
        return options.fails() == Fails.STRICT;
    }

    /** Takes an invocation; {@code outlook} has its completion where that is known beforehand. */
    void invoke(Operation outlook) {
        Op op = outlook.invocation();
        boolean fails = outlook.outcome() == OpType.FAIL;
        if (LockOps.isRelease(op)) {
            if (!fails && op.process() == holder && count > 0) {
                releasing = op;
            }
        } else if (isStrict() && !fails) {
            pendingAcquires.add(outlook);
        } else if (isStrict() && !refuses(op.process())) {
            unsatisfied.add(op);
        }
    }

    private boolean refuses(int process) {
        return count > 0 && (holder != process || count >= options.limit());
    }

    /** Takes a completion; what it breaks, or null. */
    @Nullable MutexViolation complete(Operation op) {
        boolean isRelease = LockOps.isRelease(op.invocation());
        return switch (op.outcome()) {
            case OK -> isRelease ? released(op) : acquired(op);
            case FAIL -> isRelease ? releaseFailed(op) : acquireFailed(op);
            default -> null;
        };
    }

    private @Nullable MutexViolation acquired(Operation op) {
        if (isStrict()) {
            forget(op.invocation());
            if (early.remove(op.invocation().index())) {
                return null;
            }
        }
        if (holder == op.process() && count > 0) {
            return again(op);
        }
        MutexViolation violation = null;
        if (count > 0) {
            if (releasing == null || count > 1) {
                violation = violation(Kinds.DOUBLE_GRANT, tenure, op);
            } else {
                early.add(releasing.index());
            }
        }
        MutexViolation fence = hold(op);
        return violation == null ? fence : violation;
    }

    private @Nullable MutexViolation again(Operation op) {
        if (count >= options.limit()) {
            return violation(Kinds.REENTRANCY_LIMIT, tenure, op);
        }
        count++;
        tenure.add(op);
        Long token = options.fenced() ? op.number("token") : null;
        if (token != null && token < highestToken) {
            return tokenViolation(op);
        }
        remember(token, op);
        return null;
    }

    /** Makes {@code op} the start of a tenure. */
    private @Nullable MutexViolation hold(Operation op) {
        previousTenure = tenure;
        tenure = new ArrayList<>(2);
        tenure.add(op);
        holder = op.process();
        count = 1;
        releasing = null;
        unsatisfied.clear();
        Long token = options.fenced() ? op.number("token") : null;
        MutexViolation violation = null;
        if (token != null && token <= highestToken) {
            violation = tokenViolation(op);
        }
        remember(token, op);
        return violation;
    }

    private void remember(@Nullable Long token, Operation op) {
        if (token != null && (highest == null || token > highestToken)) {
            highestToken = token;
            highest = op;
        }
    }

    private @Nullable MutexViolation tokenViolation(Operation op) {
        return highest == null ? null : violation(Kinds.TOKEN_NOT_INCREASING, List.of(highest), op);
    }

    private @Nullable MutexViolation released(Operation op) {
        if (!early.isEmpty() && early.remove(op.invocation().index())) {
            return null;
        }
        if (holder != op.process() || count == 0) {
            if (broken) {
                return null; // it may be the other one of two holders
            }
            List<Operation> own = tenureOf(op.process());
            return violation(Kinds.RELEASE_BY_NON_HOLDER, own, op);
        }
        tenure.add(op);
        releasing = null;
        count--;
        return null;
    }

    private List<Operation> tenureOf(int process) {
        List<Operation> own = new ArrayList<>();
        for (List<Operation> hold : List.of(previousTenure, tenure)) {
            if (!hold.isEmpty() && hold.get(0).process() == process) {
                own.addAll(hold);
            }
        }
        return own;
    }

    private @Nullable MutexViolation releaseFailed(Operation op) {
        Op pending = releasing;
        if (pending != null && pending.index() == op.invocation().index()) {
            releasing = null; // only an online run hears so late that it failed
        }
        early.remove(op.invocation().index());
        boolean holds = holder == op.process() && count > 0;
        return isStrict() && holds ? violation(Kinds.REFUSED_TO_HOLDER, tenure, op) : null;
    }

    private @Nullable MutexViolation acquireFailed(Operation op) {
        if (!isStrict() || !unsatisfied.remove(op.invocation())) {
            return null;
        }
        if (count > 0) { // by its own process, or unsatisfied would be empty
            return violation(Kinds.REFUSED_WHILE_FREE, List.of(), op);
        }
        Operation first = earliestReturn();
        if (first == null) {
            return violation(Kinds.REFUSED_WHILE_FREE, List.of(), op);
        }
        forget(first.invocation());
        early.add(first.invocation().index());
        return hold(first);
    }

    /** The pending acquire that returns first; one that never returns only if there is no other. */
    private @Nullable Operation earliestReturn() {
        Operation best = null;
        int bestEnd = Integer.MAX_VALUE;
        for (Operation o : pendingAcquires) {
            Op end = o.outcome() == OpType.OK ? o.completion() : null;
            int at = end == null ? Integer.MAX_VALUE : end.index();
            if (best == null || at < bestEnd) {
                best = o;
                bestEnd = at;
            }
        }
        return best;
    }

    private void forget(Op invocation) {
        pendingAcquires.removeIf(o -> o.invocation().index() == invocation.index());
    }

    private @Nullable MutexViolation violation(
            String kind, List<Operation> before, Operation culprit) {
        boolean isFirst = !broken;
        broken = true;
        // Later ones are sound of themselves only where one core against one acquire decides.
        boolean isSound =
                isFirst || (options.limit() == 1 && kind.equals(Kinds.DOUBLE_GRANT) && !isStrict());
        Op release = releasing;
        return isSound
                ? new MutexViolation(
                        kind,
                        List.copyOf(before),
                        culprit,
                        release == null ? null : new Operation(release, null))
                : null;
    }
}
