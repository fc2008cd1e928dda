package dev.holdfast.checker.model;

import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
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
        return (limit > 1 ? "reentrant-" : "") + (fenced ? "fenced-" : "") + "mutex";
    }

    @Override
    public String summary() {
        return "one process at a time, released by its owner only"
                + (limit > 1 ? ", held up to %d times by one process".formatted(limit) : "")
                + (fenced ? ", with tokens that increase" : "");
    }

    @Override
    public State initial() {
        return new State(NOBODY, 0, null);
    }

    @Override
    public Step<State> step(State state, Operation op) {
        boolean failed = op.outcome() == OpType.FAIL;
        return switch (op.f()) {
            case "acquire" -> failed ? refusedAcquire(state, op) : acquire(state, op);
            case "release" -> failed ? refusedRelease(state, op) : release(state, op);
            default -> new Step.Next<>(state);
        };
    }

    private Step<State> acquire(State state, Operation op) {
        Long token = fenced ? op.number("token") : null;
        if (state.count() == 0) {
            if (token != null && state.token() != null && token <= state.token()) {
                return refused("token %d does not exceed token %d".formatted(token, state.token()));
            }
            return held(op.process(), 1, token == null ? state.token() : token);
        }
        if (!state.isHeldBy(op.process())) {
            return refused("process %d holds it".formatted(state.holder()));
        }
        if (state.count() == limit) {
            return refused("process %d holds it as often as it may".formatted(op.process()));
        }
        if (token != null && state.token() != null && token < state.token()) {
            return refused("token %d is below token %d".formatted(token, state.token()));
        }
        return held(op.process(), state.count() + 1, token == null ? state.token() : token);
    }

    private static Step<State> release(State state, Operation op) {
        if (!state.isHeldBy(op.process())) {
            return state.count() == 0
                    ? refused("nobody holds it")
                    : refused("process %d holds it".formatted(state.holder()));
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
                ? refused("process %d does hold it".formatted(op.process()))
                : new Step.Next<>(state);
    }

    private static Step<State> held(int holder, int count, @Nullable Long token) {
        return new Step.Next<>(new State(holder, count, token));
    }

    private static Step<State> refused(String why) {
        return new Step.Refused<>(why);
    }

    @Override
    public String describe(State state) {
        String token = fenced && state.token() != null ? ", highest token " + state.token() : "";
        if (state.count() == 0) {
            return "free" + token;
        }
        String times = state.count() > 1 ? " %d times".formatted(state.count()) : "";
        return "held by process " + state.holder() + times + token;
    }
}
