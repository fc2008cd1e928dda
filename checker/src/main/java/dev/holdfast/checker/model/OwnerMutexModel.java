package dev.holdfast.checker.model;

import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lock that knows its owner: one process holds it, up to a limit of times at once, and only that
 * process releases it.
 *
 * <p>The owner is what tells this model from a plain mutex. Process 0 acquires; process 1 releases;
 * process 1 acquires: a plain mutex allows that, this one does not. If fenced, each tenure's token
 * exceeds those of all tenures before; an acquire inside a tenure may repeat the token.
 *
 * <p>A failed operation is a test: a refused acquire saw the lock not to be had, a refused release
 * saw that its process does not hold it.
 *
 * @param limit how many times the owner may hold it at once, 1 or more; 1 is not reentrant
 * @param fenced whether tokens are compared
 */
public record OwnerMutexModel(int limit, boolean fenced) implements Model<OwnerMutexModel.State> {

    private static final int NOBODY = -1;
    private static final int FEW = 16;

    /** Who holds the lock, how many times, and the highest token so far (null if none was seen). */
    public record State(int holder, int count, @Nullable Long token) {
        /** Whether {@code process} holds the lock. */
        public boolean isHeldBy(int process) {
            return count > 0 && holder == process;
        }
    }

    /** Checks the limit. */
    public OwnerMutexModel {
        if (limit < 1) {
            throw new IllegalArgumentException("limit %d; expected 1 or more".formatted(limit));
        }
    }

    @Override
    public String name() {
        String kind = (limit > 1 ? "reentrant-" : "") + (fenced ? "fenced-" : "");
        return (kind.isEmpty() ? "owner-" : kind) + "mutex";
    }

    @Override
    public Set<String> functions() {
        return Set.of(Locks.ACQUIRE, Locks.RELEASE);
    }

    @Override
    public String summary() {
        return "one process at a time, released by its owner only"
                + (limit > 1 ? ", held " + times() + " by one process" : "")
                + (fenced ? ", with tokens that increase" : "");
    }

    private String times() {
        return limit == Integer.MAX_VALUE
                ? "any number of times"
                : "up to %d times".formatted(limit);
    }

    @Override
    public State initial() {
        return new State(NOBODY, 0, null);
    }

    @Override
    public Step<State> step(State state, Operation op) {
        boolean failed = op.outcome() == OpType.FAIL;
        if (Locks.isAcquire(op)) {
            return failed ? refusedAcquire(state, op) : acquire(state, op);
        }
        return failed ? refusedRelease(state, op) : release(state, op);
    }

    private Step<State> acquire(State state, Operation op) {
        Long token = token(op);
        if (state.count() == 0) {
            if (token != null && state.token() != null && token <= state.token()) {
                return refused("token " + token + " does not exceed token " + state.token());
            }
            return held(op.process(), 1, token == null ? state.token() : token);
        }
        if (!state.isHeldBy(op.process())) {
            return refused("process " + state.holder() + " holds it");
        }
        if (state.count() == limit) {
            return refused("process " + op.process() + " holds it as often as it may");
        }
        if (token != null && state.token() != null && token < state.token()) {
            return refused("token " + token + " is below token " + state.token());
        }
        return held(op.process(), state.count() + 1, token == null ? state.token() : token);
    }

    private static Step<State> release(State state, Operation op) {
        if (!state.isHeldBy(op.process())) {
            return state.count() == 0
                    ? refused("nobody holds it")
                    : refused("process " + state.holder() + " holds it");
        }
        return held(state.count() == 1 ? NOBODY : op.process(), state.count() - 1, state.token());
    }

    private Step<State> refusedAcquire(State state, Operation op) {
        boolean canHave =
                state.count() == 0 || (state.isHeldBy(op.process()) && state.count() < limit);
        return canHave ? refused("it was to be had") : new Step.Next<>(state);
    }

    private static Step<State> refusedRelease(State state, Operation op) {
        return state.isHeldBy(op.process())
                ? refused("process " + op.process() + " does hold it")
                : new Step.Next<>(state);
    }

    private static Step<State> held(int holder, int count, @Nullable Long token) {
        return new Step.Next<>(new State(holder, count, token));
    }

    private static Step<State> refused(String why) {
        return new Step.Refused<>(why);
    }

    @Override
    public Object effect(Operation op) {
        return Effect.ofProcess(op, null, token(op));
    }

    private @Nullable Long token(Operation op) {
        return fenced && Locks.isAcquire(op) && !Values.isFail(op) ? op.number("token") : null;
    }

    @Override
    public @Nullable Object part(Operation invoked) {
        return Locks.lock(invoked);
    }

    /** With tokens or without a limit there may be many states. */
    @Override
    public boolean isFinite() {
        return !fenced && limit <= FEW;
    }

    @Override
    public @Nullable String complaint(Operation op) {
        Object token = fenced ? op.get("token") : null;
        return token == null || token instanceof Long
                ? null
                : "has token %s; expected a whole number".formatted(Values.show(token));
    }

    @Override
    public boolean mayComplain(String f) {
        return fenced;
    }

    @Override
    public String semantics() {
        return "only its owner may release it"
                + (limit > 1 ? "; held " + times() + " at once" : "");
    }

    @Override
    public String tell(Operation op) {
        Long token = token(op);
        return Locks.tell(op) + (token == null ? "" : " with token " + token);
    }

    @Override
    public String describe(State state) {
        String token = fenced && state.token() != null ? ", highest token " + state.token() : "";
        if (state.count() == 0) {
            return "free" + token;
        }
        String times =
                switch (state.count()) {
                    case 1 -> "";
                    case 2 -> " twice";
                    default -> " %d times".formatted(state.count());
                };
        return "held" + times + " by process " + state.holder() + token;
    }
}
