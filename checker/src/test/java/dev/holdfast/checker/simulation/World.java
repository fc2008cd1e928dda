package dev.holdfast.checker.simulation;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Simulated time, in nanoseconds, what happens in it, and what is written down of it. */
final class World {
    static final long MILLI = 1_000_000;

    private record Event(long time, long number, Runnable what) {}

    final SplittableRandom random;
    private final PriorityQueue<Event> queue =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::time).thenComparingLong(Event::number));
    private final List<Op> ops = new ArrayList<>();
    private long now;
    private long number;

    World(SplittableRandom random) {
        this.random = random;
    }

    long now() {
        return now;
    }

    void at(long time, Runnable what) {
        queue.add(new Event(Math.max(now, time), number++, what));
    }

    void in(long delay, Runnable what) {
        at(now + delay, what);
    }

    boolean chance(double p) {
        return random.nextDouble() < p;
    }

    long between(long low, long high) {
        return high <= low ? low : random.nextLong(low, high + 1);
    }

    /** Lets everything happen up to {@code end}; what comes later never does. */
    void run(long end) {
        while (!queue.isEmpty() && queue.peek().time() <= end) {
            Event event = queue.remove();
            now = event.time();
            event.what().run();
        }
        now = end;
    }

    void record(
            int process, OpType type, String f, @Nullable Object value, @Nullable String error) {
        ops.add(new Op(ops.size(), now, process, type, f, value, error));
    }

    History history() {
        return History.of(ops);
    }
}
