package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lock held by one writer or by any number of readers, each releasing its own hold.
 *
 * <p>{@code :acquire-read}, {@code :release-write} and so on; or {@code :acquire} and {@code
 * :release} with {@code {:lock "l", :mode "read"}}. A {@code release} without mode ends whatever
 * hold its process has. Nobody holds it twice, and there are no upgrades: process 0 acquires it for
 * reading, then for writing: refused, for it itself still reads.
 */
public record RwLockModel() implements Model<RwLockModel.State> {
    private static final int NOBODY = -1;
    private static final String READ = "read";
    private static final String WRITE = "write";

    /**
     * Who holds the lock.
     *
     * @param writer the process that holds it for writing, or -1
     * @param readers the processes that hold it for reading, ascending
     */
    public record State(int writer, List<Integer> readers) {
        /** Copies the readers. */
        public State {
            readers = List.copyOf(readers);
        }

        private State with(int reader) {
            List<Integer> more = new ArrayList<>(readers);
            more.add(~Collections.binarySearch(readers, reader), reader);
            return new State(writer, more);
        }

        private State without(int reader) {
            List<Integer> fewer = new ArrayList<>(readers);
            fewer.remove((Object) reader);
            return new State(writer, fewer);
        }

        private boolean isReadBy(int process) {
            return Collections.binarySearch(readers, process) >= 0;
        }
    }

    @Override
    public String name() {
        return "rw-lock";
    }

    @Override
    public String summary() {
        return "one writer or many readers, each releases its own";
    }

    @Override
    public Set<String> functions() {
        return Set.of(
                Locks.ACQUIRE,
                Locks.RELEASE,
                "acquire-read",
                "acquire-write",
                "release-read",
                "release-write");
    }

    @Override
    public State initial() {
        return new State(NOBODY, List.of());
    }

    /** Whether {@code operation} acquires; it releases otherwise. */
    public static boolean isAcquire(Operation operation) {
        return operation.f().startsWith(Locks.ACQUIRE);
    }

    /** {@code read} or {@code write}; empty for a release of whatever its process holds. */
    public static String mode(Operation operation) {
        String f = operation.f();
        int dash = f.indexOf('-');
        Object mode = operation.get("mode");
        return dash >= 0 ? f.substring(dash + 1) : mode == null ? "" : Values.name(mode);
    }

    @Override
    public Step<State> step(State state, Operation op) {
        Step<State> step =
                isAcquire(op)
                        ? acquire(state, op.process(), mode(op))
                        : release(state, op.process(), mode(op));
        if (Values.isFail(op)) {
            return step instanceof Step.Refused
                    ? new Step.Next<>(state)
                    : refused(isAcquire(op) ? "it was to be had" : holds(op.process()));
        }
        return step;
    }

    private static Step<State> acquire(State state, int process, String mode) {
        if (state.writer != NOBODY) {
            return refused("process " + state.writer + " holds it for writing");
        }
        if (mode.equals(WRITE)) {
            return state.readers.isEmpty()
                    ? new Step.Next<>(new State(process, List.of()))
                    : refused("process " + state.readers.get(0) + " holds it for reading");
        }
        return state.isReadBy(process)
                ? refused("process " + process + " holds it for reading already")
                : new Step.Next<>(state.with(process));
    }

    private static Step<State> release(State state, int process, String mode) {
        if (!mode.equals(READ) && state.writer == process) {
            return new Step.Next<>(new State(NOBODY, state.readers));
        }
        if (!mode.equals(WRITE) && state.isReadBy(process)) {
            return new Step.Next<>(state.without(process));
        }
        return refused("process " + process + " does not hold it" + purpose(mode));
    }

    private static String holds(int process) {
        return "process " + process + " does hold it";
    }

    private static Step<State> refused(String why) {
        return new Step.Refused<>(why);
    }

    private static String purpose(String mode) {
        return switch (mode) {
            case READ -> " for reading";
            case WRITE -> " for writing";
            default -> "";
        };
    }

    @Override
    public Object effect(Operation op) {
        return new Effect(
                isAcquire(op) ? Locks.ACQUIRE : Locks.RELEASE,
                mode(op),
                null,
                Effect.outcome(op),
                op.process());
    }

    @Override
    public @Nullable Object part(Operation invoked) {
        return Locks.lock(invoked);
    }

    @Override
    public @Nullable String complaint(Operation op) {
        String mode = mode(op);
        boolean isFine =
                mode.equals(READ) || mode.equals(WRITE) || (mode.isEmpty() && !isAcquire(op));
        return isFine
                ? null
                : "has value %s; expected a mode, such as {:mode \"read\"} or {:mode \"write\"}"
                        .formatted(Values.show(op.argument()));
    }

    @Override
    public String semantics() {
        return "no process holds it twice; no upgrades";
    }

    @Override
    public String describe(State state) {
        if (state.writer != NOBODY) {
            return "held by process " + state.writer + " for writing";
        }
        return switch (state.readers.size()) {
            case 0 -> "free";
            case 1 -> "held by process " + state.readers.get(0) + " for reading";
            default ->
                    "held by %d processes for reading: %s"
                            .formatted(state.readers.size(), Values.show(state.readers));
        };
    }

    @Override
    public String tell(Operation op) {
        String verb = isAcquire(op) ? Locks.ACQUIRE : Locks.RELEASE;
        return Telling.say(op, verb) + " it" + purpose(mode(op));
    }
}
