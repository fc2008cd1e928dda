package dev.holdfast.checker.search;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The states of a model, numbered from 0 as they are first met, and what each effect makes of them.
 *
 * <p>The model is asked once for each state and effect. For one thread.
 *
 * @param <S> the model's state
 */
final class Transitions<S> {
    /** In place of a next state: the model refuses. */
    static final int REFUSED = -1;

    private static final int UNKNOWN = -2;
    private static final int DENSE_CELLS = 1 << 22;
    private static final int STATE_BYTES = 120;

    private final Model<S> model;
    private final Script script;
    private final boolean isRemembering;
    private final Effort effort;
    private final int denseStates;
    private final Map<S, Integer> known = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private int[][] rows = new int[16][];
    private final LongToInt sparse;

    Transitions(Model<S> model, Script script, boolean isRemembering, Effort effort) {
        this.model = model;
        this.script = script;
        this.isRemembering = isRemembering;
        this.effort = effort;
        this.denseStates = DENSE_CELLS / Math.max(1, script.effects());
        this.sparse = new LongToInt(effort);
    }

    /** The transitions of the model of {@code script}. */
    static Transitions<?> of(Script script, boolean isRemembering, Effort effort) {
        return new Transitions<>(script.history().model(), script, isRemembering, effort);
    }

    /** The states that the object may be in at first, by number. */
    int[] starts() {
        @SuppressWarnings("unchecked") // a subhistory's starts are of its model's state type
        List<S> starts = (List<S>) script.history().starts();
        return starts.stream().mapToInt(this::number).distinct().toArray();
    }

    S state(int number) {
        return states.get(number);
    }

    /** How many states were met. */
    int states() {
        return states.size();
    }

    /** The state that {@code effect} makes of {@code state}, or {@link #REFUSED}. */
    int next(int state, int effect) {
        if (!isRemembering) {
            return ask(state, effect);
        }
        if (state < denseStates) {
            int[] row = state < rows.length ? rows[state] : null;
            int next = row == null ? UNKNOWN : row[effect];
            return next == UNKNOWN ? learn(state, effect) : next;
        }
        long key = (long) state * script.effects() + effect;
        int next = sparse.get(key, UNKNOWN);
        if (next == UNKNOWN) {
            next = ask(state, effect);
            sparse.put(key, next);
        }
        return next;
    }

    private int learn(int state, int effect) {
        if (state >= rows.length) {
            rows = Arrays.copyOf(rows, Math.max(2 * rows.length, state + 1));
        }
        if (rows[state] == null) {
            effort.hold(script.effects() * (long) Integer.BYTES);
            rows[state] = new int[script.effects()];
            Arrays.fill(rows[state], UNKNOWN);
        }
        int next = ask(state, effect);
        rows[state][effect] = next;
        return next;
    }

    private int ask(int state, int effect) {
        Step<S> step = model.step(states.get(state), script.sample(effect));
        if (!(step instanceof Step.Next<S> next)) {
            return REFUSED;
        }
        return script.isReadOnly(effect) ? state : number(next.state());
    }

    private int number(S state) {
        Integer number = known.putIfAbsent(state, states.size());
        if (number != null) {
            return number;
        }
        effort.hold(STATE_BYTES);
        states.add(state);
        return states.size() - 1;
    }

    /**
     * Meets all states that can be reached from those met so far; whether that was possible within
     * {@code most} states.
     */
    boolean close(int most) {
        for (int s = 0; s < states.size(); s++) {
            for (int e = 0; e < script.effects(); e++) {
                next(s, e);
                if (states.size() > most) {
                    return false;
                }
            }
        }
        return true;
    }
}
