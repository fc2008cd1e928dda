package dev.holdfast.checker.search;

import java.util.Arrays;

/**
 * Which states lead to which by effects that are not counted, at the position of a window.
 *
 * <p>A configuration from whose state another's can be reached in this way, and that has no less of
 * everything else, can do all that the other one can (lemma L2). For one thread; knows nothing of
 * models of more than 64 states.
 */
final class Reach {
    private final Script script;
    private final Window window;
    private final Transitions<?> transitions;
    private final Counted counted;
    private int kinds = -1;

    /** By state: the states that lead to it, itself excepted. */
    private long[] from = new long[0];

    Reach(Script script, Window window, Transitions<?> transitions, Counted counted) {
        this.script = script;
        this.window = window;
        this.transitions = transitions;
        this.counted = counted;
    }

    /** Looks at the window again. O(effects) if there is a new one. */
    void update() {
        if (window.kinds() == kinds || counted.isAll()) {
            return;
        }
        kinds = window.kinds();
        int states = transitions.states();
        from = new long[0];
        if (states > Long.SIZE) {
            return;
        }
        from = new long[states];
        for (int i = 0; i < kinds; i++) {
            if (!counted.is(window.kind(i))) {
                link(window.kind(i));
            }
        }
        for (int e = script.firstFree(); e < script.effects(); e++) {
            link(e);
        }
        close();
    }

    private void link(int effect) {
        for (int s = 0; s < from.length; s++) {
            int next = transitions.next(s, effect);
            if (next >= from.length) {
                Arrays.fill(from, 0);
                return;
            }
            if (next >= 0) {
                from[next] |= 1L << s;
            }
        }
    }

    private void close() {
        for (int middle = 0; middle < from.length; middle++) {
            for (int t = 0; t < from.length; t++) {
                if ((from[t] >>> middle & 1) != 0) {
                    from[t] |= from[middle];
                }
            }
        }
        for (int t = 0; t < from.length; t++) {
            from[t] &= ~(1L << t);
        }
    }

    /** Whether one of {@code others} can do all that {@code c} can and be in its state at once. */
    boolean isReached(Configuration c, Antichain others) {
        if (c.state >= from.length) {
            return false;
        }
        for (long rest = from[c.state]; rest != 0; rest &= rest - 1) {
            if (others.dominates(Long.numberOfTrailingZeros(rest), c)) {
                return true;
            }
        }
        return false;
    }
}
