package dev.holdfast.checker.search;

import org.jspecify.annotations.Nullable;

/**
 * How configurations change: what happens when a call is invoked, or when an effect takes place.
 *
 * <p>Why a call can be <em>covered</em>. Let the state be s and let the next effect x lead to t. If
 * an open call y is possible in s, and x then leads to t all the same, y may have happened just
 * before x and nobody can tell. So its duty is done; but until it returns it may instead happen
 * later, where it may be needed. The configuration "x, y covered" therefore replaces "y, x" and is
 * better than "x" alone. Several calls are covered by one x only if every subset of them, in a
 * fixed order, leads to t: so at most one that is possible by chance, first, and then those that
 * are possible in every state and make no difference to x in any (blind writes). A call that would
 * leave the state as it is is covered at once; for read-only calls that is lemma L4.
 */
final class Rules {
    private final Script script;
    private final Window window;
    private final Transitions<?> transitions;
    private final Tricks tricks;
    private final @Nullable Absorption absorption;

    Rules(Script script, Window window, Transitions<?> transitions, Tricks tricks) {
        this.script = script;
        this.window = window;
        this.transitions = transitions;
        this.tricks = tricks;
        this.absorption = tricks.covering() ? Absorption.of(script, transitions) : null;
    }

    /** Whether {@code effect} covers others, whatever the state. */
    boolean isCovering(int effect) {
        return absorption != null && absorption.absorbsAny(effect);
    }

    /** Lets {@code c} see the invocation of the required call in {@code slot}. */
    void invoke(Configuration c, int slot) {
        int effect = window.effectAt(slot);
        if (isCatching(effect) && transitions.next(c.state, effect) == c.state) {
            c.cover(slot);
        }
    }

    /** Lets the call in {@code slot} happen, which the state must allow. */
    void happen(Configuration c, int slot) {
        int effect = window.effectAt(slot);
        int next = transitions.next(c.state, effect);
        int before = c.state;
        boolean isOptional = c.isCovered(slot);
        c.happen(slot);
        boolean isUseful = move(c, effect, next);
        c.without = tricks.thrift() && isOptional && !isUseful ? before : Configuration.NOTHING;
    }

    /** Lets a call of unknown outcome or a free operation happen, which the state must allow. */
    void happenOptionally(Configuration c, int effect) {
        int next = transitions.next(c.state, effect);
        if (effect < script.firstFree()) {
            c.use(effect, window.invoked(effect));
        }
        int before = c.state;
        boolean isUseful = move(c, effect, next);
        c.without = tricks.thrift() && !isUseful ? before : Configuration.NOTHING;
    }

    /** Whether what follows is impossible, or leads elsewhere, without the optional call before. */
    boolean isNeeded(Configuration c, int effect) {
        return c.without == Configuration.NOTHING
                || transitions.next(c.without, effect) != transitions.next(c.state, effect);
    }

    /** Lets {@code effect} lead to {@code next}; whether some call was covered by that. */
    private boolean move(Configuration c, int effect, int next) {
        boolean useful = false;
        if (absorption != null && next != c.state) {
            useful = absorb(c, effect, next, absorption);
        }
        boolean changed = next != c.state;
        c.state = next;
        if (changed && (tricks.eagerReads() || tricks.covering())) {
            useful |= catchAll(c);
        }
        return useful;
    }

    private boolean absorb(Configuration c, int effect, int next, Absorption absorption) {
        int first = -1;
        boolean useful = false;
        for (int w = 0; w < c.done.length; w++) {
            long rest = window.open(w) & ~c.done[w] & ~c.covered[w];
            for (; rest != 0; rest &= rest - 1) {
                int slot = (w << 6) + Long.numberOfTrailingZeros(rest);
                int other = window.effectAt(slot);
                if (script.isReadOnly(other)) {
                    continue;
                }
                if (absorption.absorbs(effect, other)) {
                    c.cover(slot);
                    useful = true;
                } else if (first < 0 || window.returnAt(slot) < window.returnAt(first)) {
                    int between = transitions.next(c.state, other);
                    if (between >= 0 && transitions.next(between, effect) == next) {
                        first = slot;
                    }
                }
            }
        }
        if (first >= 0) {
            c.cover(first);
            useful = true;
        }
        return useful;
    }

    private boolean catchAll(Configuration c) {
        boolean useful = false;
        for (int w = 0; w < c.done.length; w++) {
            long rest = window.open(w) & ~c.done[w] & ~c.covered[w];
            for (; rest != 0; rest &= rest - 1) {
                int slot = (w << 6) + Long.numberOfTrailingZeros(rest);
                int effect = window.effectAt(slot);
                if (isCatching(effect) && transitions.next(c.state, effect) == c.state) {
                    c.cover(slot);
                    useful = true;
                }
            }
        }
        return useful;
    }

    private boolean isCatching(int effect) {
        return script.isReadOnly(effect) ? tricks.eagerReads() : tricks.covering();
    }
}
