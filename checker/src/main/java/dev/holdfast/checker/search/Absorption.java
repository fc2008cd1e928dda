package dev.holdfast.checker.search;

import java.util.stream.IntStream;

/**
 * Which effects make no difference just before which others, in any state: blind writes before a
 * blind write. Immutable.
 */
final class Absorption {
    private static final int MOST_STATES = 256;
    private static final int MOST_CELLS = 1 << 18;
    private static final long MOST_WORK = 20_000_000;

    private static final Absorption NOTHING = new Absorption(new boolean[0][]);

    /** By the later effect and the earlier one; a later one that absorbs none has an empty row. */
    private final boolean[][] absorbs;

    private Absorption(boolean[][] absorbs) {
        this.absorbs = absorbs;
    }

    /** That of all states that can be reached; of none if these are not known to be few. */
    static Absorption of(Script script, Transitions<?> transitions) {
        int effects = script.effects();
        int most = Math.min(MOST_STATES, MOST_CELLS / Math.max(1, effects));
        transitions.starts();
        if (!script.history().model().isFinite() || !transitions.close(most)) {
            return NOTHING;
        }
        int[] total =
                IntStream.range(0, effects)
                        .filter(e -> !script.isReadOnly(e) && isTotal(e, transitions))
                        .toArray();
        if ((long) effects * total.length * transitions.states() > MOST_WORK) {
            return NOTHING;
        }
        boolean[][] absorbs = new boolean[effects][];
        for (int x = 0; x < effects; x++) {
            absorbs[x] = row(x, total, effects, transitions);
        }
        return new Absorption(absorbs);
    }

    private static boolean isTotal(int effect, Transitions<?> transitions) {
        for (int s = 0; s < transitions.states(); s++) {
            if (transitions.next(s, effect) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean[] row(int x, int[] total, int effects, Transitions<?> transitions) {
        boolean[] row = null;
        for (int y : total) {
            boolean same = true;
            for (int s = 0; same && s < transitions.states(); s++) {
                same = transitions.next(transitions.next(s, y), x) == transitions.next(s, x);
            }
            if (same) {
                row = row == null ? new boolean[effects] : row;
                row[y] = true;
            }
        }
        return row == null ? new boolean[0] : row;
    }

    /** Whether {@code later} makes any earlier effect unnoticeable in every state. */
    boolean absorbsAny(int later) {
        return absorbs.length > 0 && absorbs[later].length > 0;
    }

    /**
     * Whether {@code earlier} is possible in every state and makes no difference to {@code later}.
     */
    boolean absorbs(int later, int earlier) {
        if (absorbs.length == 0) {
            return false;
        }
        boolean[] row = absorbs[later];
        return row.length > 0 && row[earlier];
    }
}
