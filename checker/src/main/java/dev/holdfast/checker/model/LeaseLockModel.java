package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lock whose grants end by themselves: after its lease another acquire may take it over.
 *
 * <p>The state remembers the earliest moment at which its last step can have happened, and the
 * earliest at which the grant's lease can have run out; each step happens as early as it can, and
 * is refused if that is after its return. Earliest is best for all that follows, so this is exact
 * for every order of steps. The same demands as the server's view of leases make: a grant is not
 * before the one before it was released or its lease, measured by the fastest clock there may be,
 * ran out.
 *
 * <p>Failed operations say nothing, for a refusal may come from a lease that ended late.
 *
 * @param terms how far clocks are trusted
 * @param leaseMillis the lease of grants that do not tell theirs as {@code lease-ms}; null if such
 *     grants end by release only
 */
public record LeaseLockModel(LeaseTerms terms, @Nullable Long leaseMillis)
        implements Model<LeaseLockModel.State> {
    private static final int NOBODY = -1;
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Who holds the lock, and since and until when at the earliest; nanoseconds.
     *
     * @param holder the process, or -1
     * @param until when the lease may run out; {@code Long.MAX_VALUE} for never, 0 if nobody holds
     * @param now the earliest moment that it can be by now
     */
    public record State(int holder, long until, long now) {}

    @Override
    public String name() {
        return "lease-lock";
    }

    @Override
    public String summary() {
        return "one process at a time until it releases or its lease may have run out";
    }

    @Override
    public Set<String> functions() {
        return Set.of(Locks.ACQUIRE, Locks.RELEASE);
    }

    @Override
    public State initial() {
        return new State(NOBODY, 0, 0);
    }

    @Override
    public Step<State> step(State state, Operation op) {
        if (Values.isFail(op)) {
            return new Step.Next<>(state);
        }
        long at = Math.max(state.now, op.invocation().timeNanos());
        return Locks.isAcquire(op) ? acquire(state, op, at) : release(state, op, at);
    }

    private Step<State> acquire(State state, Operation op, long possible) {
        long at = possible;
        if (state.holder != NOBODY) {
            if (state.until == Long.MAX_VALUE) {
                return new Step.Refused<>("process " + state.holder + " holds it");
            }
            at = Math.max(at, state.until);
        }
        if (at > latest(op)) {
            return new Step.Refused<>(
                    state.holder == NOBODY
                            ? "it was free only from " + seconds(at)
                            : "process " + state.holder + " holds it until " + seconds(at));
        }
        long certain = certainNanos(op);
        long until = certain > Long.MAX_VALUE - at ? Long.MAX_VALUE : at + certain;
        return new Step.Next<>(new State(op.process(), until, at));
    }

    private static Step<State> release(State state, Operation op, long at) {
        if (state.holder != op.process()) {
            return new Step.Refused<>(
                    state.holder == NOBODY
                            ? "nobody holds it"
                            : "process " + state.holder + " holds it");
        }
        return at > latest(op)
                ? new Step.Refused<>("it was granted only at " + seconds(at))
                : new Step.Next<>(new State(NOBODY, 0, at));
    }

    private static long latest(Operation op) {
        Op end = op.completion();
        return end == null || op.outcome() == OpType.INFO ? Long.MAX_VALUE : end.timeNanos();
    }

    /** A grant of unknown outcome whose lease nobody told may end at once. */
    private long certainNanos(Operation op) {
        Long told = op.number("lease-ms");
        Long lease = told == null ? leaseMillis : told;
        return lease == null && !Values.isOk(op) ? 0 : terms.certainNanos(lease);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / NANOS_PER_SECOND);
    }

    @Override
    public Object effect(Operation op) {
        long certain = Locks.isAcquire(op) ? certainNanos(op) : 0;
        long from = op.invocation().timeNanos();
        return Effect.ofProcess(op, from, new Span(latest(op), certain));
    }

    private record Span(long latest, long certain) {}

    @Override
    public @Nullable Object part(Operation invoked) {
        return Locks.lock(invoked);
    }

    @Override
    public @Nullable String complaint(Operation op) {
        Op end = op.completion();
        if (op.invocation().timeNanos() == Op.NO_TIME
                || (end != null && end.timeNanos() == Op.NO_TIME)) {
            return "has no time; expected one, for leases are measured in time";
        }
        Object lease = op.get("lease-ms");
        return lease == null || (lease instanceof Long n && n >= 0)
                ? null
                : "has a lease of %s ms; expected a whole number, 0 or more"
                        .formatted(Values.show(lease));
    }

    @Override
    public String semantics() {
        return "a lease of %s, less %s %% and %s ms, ends a grant; failed operations say nothing"
                .formatted(
                        leaseMillis == null ? "lease-ms" : leaseMillis + " ms",
                        terms.drift() * 100,
                        terms.errorNanos() / 1e6);
    }

    @Override
    public String describe(State state) {
        if (state.holder == NOBODY) {
            return "free";
        }
        String until = state.until == Long.MAX_VALUE ? "" : " until " + seconds(state.until);
        return "held by process " + state.holder + until;
    }

    @Override
    public String tell(Operation op) {
        Long lease = Locks.isAcquire(op) ? op.number("lease-ms") : null;
        return Locks.tell(op) + (lease == null ? "" : " for " + lease + " ms");
    }
}
