package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import dev.holdfast.checker.subhistory.Closure;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Goes through a small subhistory event by event with everything that can be so at each: which
 * state the object is in and which calls have happened.
 *
 * <p>It is the proof itself: nothing is left out and nothing is clever, so it also checks the
 * engine that found the counterexample. Exponential in the calls open at once, and bounded. For one
 * thread.
 *
 * @param <S> the model's state
 */
final class Walk<S> {
    private static final int MOST_CALLS = Long.SIZE;

    private final Subhistory h;
    private final Model<S> model;
    private final int most;
    private final List<Moment> moments = new ArrayList<>();
    private Set<Config<S>> now = new LinkedHashSet<>();
    private boolean tooMany;

    /**
     * One way how things can be.
     *
     * @param state the object's state
     * @param happened the calls that have happened, a bit each
     */
    private record Config<S>(S state, long happened) {}

    /** How a walk ended. */
    enum End {
        /** At a return that nothing explains: the last moment says why. */
        STUCK,
        /** At the end: the subhistory is linearizable. */
        EXPLAINED,
        /** Nowhere: there is too much that can be so. */
        TOO_MANY
    }

    /** What a walk saw, and how it ended. */
    record Outcome(End end, List<Moment> moments) {}

    private Walk(Subhistory h, Model<S> model, int most) {
        this.h = h;
        this.model = model;
        this.most = most;
    }

    /**
     * Walks through {@code h}.
     *
     * @param most how many configurations to follow at once before giving up
     */
    static Outcome through(Subhistory h, int most) {
        return new Walk<>(h, h.model(), most).run();
    }

    private Outcome run() {
        if (h.calls() > MOST_CALLS) {
            return new Outcome(End.TOO_MANY, List.of());
        }
        for (S start : Closure.starts(model, h)) {
            now.add(new Config<>(start, 0));
        }
        long pending = 0;
        close(pending);
        for (int i = 0; i < h.events() && !tooMany; i++) {
            int event = h.event(i);
            if (event >= 0) {
                pending |= 1L << event;
                close(pending);
                continue;
            }
            int call = ~event;
            Set<Config<S>> after = new LinkedHashSet<>();
            for (Config<S> config : now) {
                if ((config.happened() & 1L << call) != 0) {
                    after.add(config);
                }
            }
            pending &= ~(1L << call);
            note(call, after);
            if (after.isEmpty()) {
                return new Outcome(End.STUCK, moments);
            }
            now = after;
        }
        return new Outcome(tooMany ? End.TOO_MANY : End.EXPLAINED, moments);
    }

    /** Adds to {@code now} all that the pending calls and the free operations can make of it. */
    private void close(long pending) {
        ArrayDeque<Config<S>> open = new ArrayDeque<>(now);
        for (Config<S> at = open.poll(); at != null && !tooMany; at = open.poll()) {
            long left = pending & ~at.happened();
            for (long bits = left; bits != 0; bits &= bits - 1) {
                int call = Long.numberOfTrailingZeros(bits);
                reach(at, h.operation(call), 1L << call, open);
            }
            for (Operation free : h.free()) {
                reach(at, free, 0, open);
            }
        }
    }

    private void reach(Config<S> at, Operation op, long bit, ArrayDeque<Config<S>> open) {
        if (model.step(at.state(), op) instanceof Step.Next<S> next) {
            Config<S> reached = new Config<>(next.state(), at.happened() | bit);
            if (now.add(reached)) {
                open.add(reached);
                tooMany = now.size() > most;
            }
        }
    }

    private void note(int call, Collection<Config<S>> after) {
        Set<String> refusals = new LinkedHashSet<>();
        if (after.isEmpty()) {
            for (Config<S> config : now) {
                if (model.step(config.state(), h.operation(call)) instanceof Step.Refused<S> no) {
                    refusals.add(no.why());
                }
            }
        }
        Op completion = h.completion(call);
        moments.add(
                new Moment(
                        completion == null ? h.invocation(call) : completion,
                        h.operation(call),
                        distinct(now, c -> model.describe(c.state())),
                        distinct(after, c -> model.describe(c.state())),
                        List.copyOf(refusals)));
    }

    private static <T> List<String> distinct(Collection<T> of, Function<T, String> words) {
        return of.stream().map(words).distinct().toList();
    }
}
