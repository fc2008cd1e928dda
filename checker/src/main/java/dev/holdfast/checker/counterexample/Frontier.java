package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import dev.holdfast.checker.subhistory.Closure;
import dev.holdfast.checker.subhistory.Effects;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Follows a history with all configurations that just-in-time linearization needs, and notes the
 * last moment at which they agree on which open calls have happened: there the history can start
 * anew in the states that they are in.
 *
 * <p>It only has to be right where the re-check says so, and cheap: it gives up where too many
 * configurations are possible. Reads happen as soon as they can, and of open calls of one effect
 * the one that returns first goes first. For one thread.
 *
 * @param <S> the model's state
 */
final class Frontier<S> {
    private static final int WIDEST = 64;
    private static final int MOST_RESTARTS = 24;

    private final Subhistory h;
    private final Model<S> model;
    private final Effects effects;
    private final List<Integer> open = new ArrayList<>();
    private Set<Config<S>> now = new LinkedHashSet<>();
    private long stepsLeft;
    private final ArrayDeque<Restart> restarts = new ArrayDeque<>();

    /** One way how things can be: the state, and which of the open calls have happened. */
    private record Config<S>(S state, BitSet done) {}

    /**
     * Where a history can start anew.
     *
     * @param position the first event after it
     * @param states the states that the object can be in
     * @param done the calls still open that have happened already
     */
    record Restart(int position, List<?> states, BitSet done) {}

    private Frontier(Subhistory h, Model<S> model, long steps) {
        this.h = h;
        this.model = model;
        this.effects = h.effects();
        this.stepsLeft = steps;
    }

    /** The last restarts before {@code end}, latest first; asks the model at most so often. */
    static List<Restart> before(int end, Subhistory h, long steps) {
        return new Frontier<>(h, h.model(), steps).run(end);
    }

    private List<Restart> run(int end) {
        for (S start : Closure.starts(model, h)) {
            now.add(new Config<>(start, new BitSet()));
        }
        for (int i = 0; i < end && stepsLeft > 0 && now.size() <= WIDEST; i++) {
            int event = h.event(i);
            if (event >= 0) {
                open.add(event);
                note(i);
            } else if (!pass(~event)) {
                break;
            }
        }
        return List.copyOf(restarts);
    }

    /**
     * Notes the moment before the invocation at {@code position}, if all agree on what happened.
     */
    private void note(int position) {
        BitSet done = now.iterator().next().done();
        Set<S> states = new LinkedHashSet<>();
        for (Config<S> config : now) {
            if (!config.done().equals(done)) {
                return;
            }
            states.add(config.state());
        }
        restarts.addFirst(new Restart(position, List.copyOf(states), (BitSet) done.clone()));
        if (restarts.size() > MOST_RESTARTS) {
            restarts.removeLast();
        }
    }

    private boolean pass(int call) {
        Set<Config<S>> seen = new HashSet<>(now);
        ArrayDeque<Config<S>> todo = new ArrayDeque<>(now);
        Set<Config<S>> after = new LinkedHashSet<>();
        for (Config<S> c = todo.poll(); c != null; c = todo.poll()) {
            Config<S> read = readAll(c);
            if (read.done().get(call)) {
                BitSet done = (BitSet) read.done().clone();
                done.clear(call);
                after.add(new Config<>(read.state(), done));
                continue;
            }
            for (int next : candidates(read)) {
                Step<S> step = ask(read.state(), next);
                if (step instanceof Step.Next<S> to) {
                    BitSet done = (BitSet) read.done().clone();
                    done.set(next);
                    Config<S> reached = new Config<>(to.state(), done);
                    if (seen.add(reached)) {
                        todo.add(reached);
                    }
                }
            }
            if (seen.size() > WIDEST * WIDEST || stepsLeft <= 0) {
                return false;
            }
        }
        open.remove((Integer) call);
        now = withoutDominated(after);
        return !now.isEmpty();
    }

    private Step<S> ask(S state, int call) {
        stepsLeft--;
        Operation operation = h.operation(call);
        return model.step(state, operation);
    }

    private boolean isRead(int call) {
        return h.isTest(call) || effects.isReadOnly(effects.of(call));
    }

    private Config<S> readAll(Config<S> c) {
        BitSet done = (BitSet) c.done().clone();
        for (int call : open) {
            if (isRead(call) && !done.get(call) && ask(c.state(), call) instanceof Step.Next) {
                done.set(call);
            }
        }
        return new Config<>(c.state(), done);
    }

    /** The open calls that may happen next: of each effect the one that returns first. */
    private List<Integer> candidates(Config<S> c) {
        List<Integer> first = new ArrayList<>();
        for (int call : open) {
            if (isRead(call) || c.done().get(call)) {
                continue;
            }
            boolean isNew = true;
            for (int i = 0; i < first.size() && isNew; i++) {
                if (effects.of(first.get(i)) == effects.of(call)) {
                    isNew = false;
                    if (h.returnedAt(call) < h.returnedAt(first.get(i))) {
                        first.set(i, call);
                    }
                }
            }
            if (isNew) {
                first.add(call);
            }
        }
        return first;
    }

    /** Without those that had more optional calls happen for the same, or fewer reads. */
    private Set<Config<S>> withoutDominated(Set<Config<S>> all) {
        if (all.size() > WIDEST) {
            return all;
        }
        Set<Config<S>> kept = new LinkedHashSet<>();
        for (Config<S> c : all) {
            if (all.stream().noneMatch(d -> !d.equals(c) && dominates(d, c))) {
                kept.add(c);
            }
        }
        return kept;
    }

    private boolean dominates(Config<S> better, Config<S> c) {
        if (!better.state().equals(c.state())) {
            return false;
        }
        BitSet differing = (BitSet) better.done().clone();
        differing.xor(c.done());
        return differing.stream()
                .allMatch(
                        call ->
                                isRead(call)
                                        ? better.done().get(call)
                                        : h.isOptional(call) && c.done().get(call));
    }
}
