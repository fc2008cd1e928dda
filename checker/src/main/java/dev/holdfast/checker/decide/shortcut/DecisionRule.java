package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.subhistory.Subhistory;

/**
 * A register that keeps the first value proposed to it.
 *
 * <p>All answers are one value v. What saw nothing decided comes before every proposal, and before
 * every answer; and some call that proposes v comes before all of these. So it is enough that each
 * of the former, and one such call, was invoked before the first of the latter returned: then that
 * call fits between, and every other proposal after it. O(n).
 */
final class DecisionRule {
    /** No value. */
    static final int NONE = -1;

    private final Subhistory h;
    private final int[] proposed;
    private final int[] answered;
    private final boolean[] sawNothing;

    /** The first call to return that shows a decision, and any that tells which. */
    private int first = NONE;

    private int answer = NONE;
    private int lastNothing = NONE;

    /**
     * @param proposed by call what it proposed, by number, or {@link #NONE}
     * @param answered by call what it was told is decided, or {@link #NONE}
     * @param sawNothing by call whether it was told that nothing is decided
     */
    DecisionRule(Subhistory h, int[] proposed, int[] answered, boolean[] sawNothing) {
        this.h = h;
        this.proposed = proposed;
        this.answered = answered;
        this.sawNothing = sawNothing;
    }

    Finding decide() {
        for (int call = 0; call < answered.length; call++) {
            if (sawNothing[call]) {
                lastNothing = call; // they come by invocation
            }
            boolean shows = answered[call] != NONE || proposed[call] != NONE;
            if (shows && (first == NONE || h.returnedAt(call) < h.returnedAt(first))) {
                first = call;
            }
            if (answered[call] == NONE) {
                continue;
            }
            if (answer != NONE && answered[answer] != answered[call]) {
                return Core.of(h, answer, call).blocked();
            }
            answer = call;
        }
        if (first == NONE || h.isOptional(first)) {
            return new Finding.Linearizable();
        }
        int end = h.returnedAt(first);
        if (lastNothing != NONE && h.invokedAt(lastNothing) > end) {
            return Core.of(h, first, lastNothing).blocked();
        }
        return answer == NONE || isProposedBefore(end)
                ? new Finding.Linearizable()
                : Core.of(h, first, answer)
                        .addAll(call -> proposed[call] == answered[answer])
                        .blockedAt(answer);
    }

    private boolean isProposedBefore(int end) {
        for (int call = 0; call < proposed.length; call++) {
            if (proposed[call] == answered[answer] && h.invokedAt(call) < end) {
                return true;
            }
        }
        return false;
    }
}
