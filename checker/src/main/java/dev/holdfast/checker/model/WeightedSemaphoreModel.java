package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits that processes take several at a time and give back themselves.
 *
 * <p>{@code :acquire 3}, {@code :release 2}, or {@code {:semaphore "s", :permits 3}}; without a
 * number one permit. A process gives back no more than it holds; it may take more while it holds
 * some.
 *
 * @param permits how many there are, 1 or more
 */
public record WeightedSemaphoreModel(long permits) implements Model<WeightedSemaphoreModel.State> {

    /**
     * Who holds how many permits.
     *
     * @param held by process; only those that hold some
     * @param taken their sum
     */
    public record State(SortedMap<Integer, Long> held, long taken) {
        /** How many permits {@code process} holds. */
        public long heldBy(int process) {
            return held.getOrDefault(process, 0L);
        }

        private State plus(int process, long more) {
            SortedMap<Integer, Long> changed = new TreeMap<>(held);
            long now = heldBy(process) + more;
            if (now == 0) {
                changed.remove(process);
            } else {
                changed.put(process, now);
            }
            return new State(Collections.unmodifiableSortedMap(changed), taken + more);
        }
    }

    /** Checks the number. */
    public WeightedSemaphoreModel {
        if (permits < 1) {
            throw new IllegalArgumentException("%d permits; expected 1 or more".formatted(permits));
        }
    }

    @Override
    public String name() {
        return "weighted-semaphore";
    }

    @Override
    public String summary() {
        return "a number of permits, taken several at a time and given back by who holds them";
    }

    @Override
    public Set<String> functions() {
        return Set.of(Locks.ACQUIRE, Locks.RELEASE);
    }

    /** How many permits {@code operation} takes or gives back. */
    public static long permitsOf(Operation operation) {
        return Locks.permits(operation);
    }

    @Override
    public State initial() {
        return new State(Collections.emptySortedMap(), 0);
    }

    @Override
    public Step<State> step(State state, Operation op) {
        boolean acquires = Locks.isAcquire(op);
        long n = Locks.permits(op);
        int process = op.process();
        boolean fits = acquires ? n <= permits - state.taken : n <= state.heldBy(process);
        if (Values.isFail(op)) {
            return fits
                    ? new Step.Refused<>(acquires ? free(state) : holds(state, process))
                    : new Step.Next<>(state);
        }
        return fits
                ? new Step.Next<>(state.plus(process, acquires ? n : -n))
                : new Step.Refused<>(acquires ? free(state) : holds(state, process));
    }

    private String free(State state) {
        long free = permits - state.taken;
        return free + " of " + Locks.permits(permits) + (free == 1 ? " is free" : " are free");
    }

    private static String holds(State state, int process) {
        return "process " + process + " holds " + Locks.permits(state.heldBy(process));
    }

    @Override
    public Object effect(Operation op) {
        return Effect.ofProcess(op, Locks.permits(op), null);
    }

    @Override
    public @Nullable Object part(Operation invoked) {
        return Locks.semaphore(invoked);
    }

    @Override
    public @Nullable String complaint(Operation op) {
        return Locks.badPermits(op);
    }

    @Override
    public String semantics() {
        return Locks.permits(permits) + "; a process gives back only what it holds";
    }

    @Override
    public String describe(State state) {
        StringBuilder out = new StringBuilder();
        out.append(state.taken).append(" of ").append(Locks.permits(permits)).append(" taken");
        String separator = ": ";
        for (Map.Entry<Integer, Long> e : state.held.entrySet()) {
            out.append(separator).append(e.getValue()).append(" by process ").append(e.getKey());
            separator = ", ";
        }
        return out.toString();
    }

    @Override
    public String tell(Operation op) {
        return Telling.say(op, op.f()) + " " + Locks.permits(Locks.permits(op));
    }
}
