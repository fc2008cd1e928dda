package dev.holdfast.checker.search;

import java.util.Arrays;

/**
 * What can happen in a configuration that meets a return which it cannot explain yet.
 *
 * <p>A move is the slot of an open call, or the complement of an effect: a call of unknown outcome
 * or a free operation. For one thread; holds the moves of the last configuration asked about.
 */
final class Moves {
    /** Moves that make the blocked return possible go first, and what must happen goes before. */
    private static final int ENABLING = 0;

    private static final int OTHER = 3;
    private static final int REQUIRED = 0;
    private static final int COVERED = 1;
    private static final int OPTIONAL = 2;
    private static final int NONE = -1;
    private static final int COUNT_BITS = 28;
    private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;

    private final Script script;
    private final Window window;
    private final Transitions<?> transitions;
    private final Tricks tricks;
    private final Counted counted;
    private final Rules rules;

    /** By the next state, twice: the uncounted effect of which most is left, or none. */
    private int[] plentyOf = new int[0];

    private int[] plenty = new int[16];
    private int plentyCount;

    private final int[] uncoveredOf;
    private final int[] coveredOf;
    private int[] effects = new int[16];
    private int effectCount;
    private long[] ranked = new long[16];
    private int[] moves = new int[16];
    private int count;

    Moves(
            Script script,
            Window window,
            Transitions<?> transitions,
            Tricks tricks,
            Counted counted,
            Rules rules) {
        this.rules = rules;
        this.script = script;
        this.window = window;
        this.transitions = transitions;
        this.tricks = tricks;
        this.counted = counted;
        this.uncoveredOf = new int[script.effects()];
        this.coveredOf = new int[script.effects()];
        Arrays.fill(uncoveredOf, NONE);
        Arrays.fill(coveredOf, NONE);
    }

    int count() {
        return count;
    }

    /** The {@code i}th move, most promising first. */
    int move(int i) {
        return moves[(int) ranked[i] & COUNT_MASK];
    }

    /** Finds what can happen in {@code c}, except the blocked call in slot {@code blocked}. */
    void find(Configuration c, int blocked) {
        count = 0;
        effectCount = 0;
        int wanted = window.effectAt(blocked);
        for (int w = 0; w < c.done.length; w++) {
            long rest = window.open(w) & ~c.done[w];
            for (; rest != 0; rest &= rest - 1) {
                look(c, (w << 6) + Long.numberOfTrailingZeros(rest), blocked, wanted);
            }
        }
        if (tricks.deadlines()) {
            addEarliest(c, blocked, wanted);
        }
        for (int i = 0; i < window.kinds(); i++) {
            lookOptional(c, window.kind(i), wanted);
        }
        addPlentiful(c, wanted);
        for (int e = script.firstFree(); e < script.effects(); e++) {
            add(c, ~e, e, OPTIONAL, 0, wanted);
        }
        for (int i = 0; i < effectCount; i++) {
            uncoveredOf[effects[i]] = NONE;
            coveredOf[effects[i]] = NONE;
        }
        Arrays.sort(ranked, 0, count);
    }

    private void look(Configuration c, int slot, int blocked, int wanted) {
        int effect = window.effectAt(slot);
        boolean isCovered = c.isCovered(slot);
        if (script.isReadOnly(effect) && (isCovered || tricks.eagerReads())) {
            return;
        }
        if (!tricks.deadlines()) {
            if (slot != blocked) {
                add(c, slot, effect, isCovered ? COVERED : REQUIRED, slot, wanted);
            }
            return;
        }
        if (uncoveredOf[effect] == NONE && coveredOf[effect] == NONE) {
            if (effectCount == effects.length) {
                effects = Arrays.copyOf(effects, 2 * effectCount);
            }
            effects[effectCount++] = effect;
        }
        int[] best = isCovered ? coveredOf : uncoveredOf;
        if (best[effect] == NONE || window.returnAt(slot) < window.returnAt(best[effect])) {
            best[effect] = slot;
        }
    }

    /**
     * Of the calls of one effect that still have a duty the earliest, and of the covered ones the
     * earliest if that is earlier still: otherwise spending it would only lose.
     */
    private void addEarliest(Configuration c, int blocked, int wanted) {
        for (int i = 0; i < effectCount; i++) {
            int effect = effects[i];
            int duty = uncoveredOf[effect];
            int spare = coveredOf[effect];
            if (duty != NONE && duty != blocked) {
                add(c, duty, effect, REQUIRED, window.returnAt(duty), wanted);
            }
            if (spare != NONE && (duty == NONE || window.returnAt(spare) < window.returnAt(duty))) {
                add(c, spare, effect, COVERED, window.returnAt(spare), wanted);
            }
        }
    }

    private void lookOptional(Configuration c, int effect, int wanted) {
        boolean isSpent = counted.is(effect) && c.uses.of(effect) >= window.invoked(effect);
        boolean isOpen = uncoveredOf[effect] != NONE || coveredOf[effect] != NONE;
        if (isSpent || isOpen) {
            return;
        }
        if (tricks.thrift() && !counted.is(effect)) {
            keepPlentiful(c, effect);
        } else {
            add(c, ~effect, effect, OPTIONAL, 0, wanted);
        }
    }

    /** Of uncounted effects that lead to the same, only the one of which most is left is tried. */
    private void keepPlentiful(Configuration c, int effect) {
        int next = transitions.next(c.state, effect);
        if (next < 0 || next == c.state) {
            return;
        }
        int key = 2 * next + (rules.isCovering(effect) ? 1 : 0);
        if (key >= plentyOf.length) {
            int from = plentyOf.length;
            plentyOf = Arrays.copyOf(plentyOf, 2 * key + 2);
            Arrays.fill(plentyOf, from, plentyOf.length, NONE);
        }
        int known = plentyOf[key];
        if (known == NONE) {
            if (plentyCount == plenty.length) {
                plenty = Arrays.copyOf(plenty, 2 * plentyCount);
            }
            plenty[plentyCount++] = key;
        }
        if (known == NONE || left(c, effect) > left(c, known)) {
            plentyOf[key] = effect;
        }
    }

    private int left(Configuration c, int effect) {
        return window.invoked(effect) - c.uses.of(effect);
    }

    private void addPlentiful(Configuration c, int wanted) {
        for (int i = 0; i < plentyCount; i++) {
            int effect = plentyOf[plenty[i]];
            add(c, ~effect, effect, OPTIONAL, 0, wanted);
            plentyOf[plenty[i]] = NONE;
        }
        plentyCount = 0;
    }

    private void add(Configuration c, int move, int effect, int kind, int deadline, int wanted) {
        int next = transitions.next(c.state, effect);
        boolean isIdle = next == c.state && !isStillNeeded(kind, effect);
        boolean isVain =
                c.without != Configuration.NOTHING && transitions.next(c.without, effect) == next;
        if (next < 0 || isIdle || isVain) {
            return;
        }
        boolean isEnabling = transitions.next(next, wanted) >= 0;
        int rank = kind + (isEnabling ? ENABLING : OTHER);
        if (count == ranked.length) {
            ranked = Arrays.copyOf(ranked, 2 * count);
            moves = Arrays.copyOf(moves, 2 * count);
        }
        moves[count] = move;
        ranked[count] = ((long) rank << 32 | deadline) << COUNT_BITS | count;
        count++;
    }

    /** Whether a call that would leave the state as it is has to happen all the same. */
    private boolean isStillNeeded(int kind, int effect) {
        return kind == REQUIRED && (script.isReadOnly(effect) || !tricks.covering());
    }
}
