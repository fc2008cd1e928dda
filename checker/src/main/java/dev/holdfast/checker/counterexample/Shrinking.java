package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The smallest weakening so far that is certainly still not linearizable, and the ways to a smaller
 * one. For one thread.
 */
final class Shrinking {
    private final Subhistory h;
    private final Rechecks rechecks;
    private Weakening best;
    private int blocked;
    private boolean confirmed;
    private boolean changed;
    private Finding last = new Finding.Undecided("nothing was asked yet");

    /** Calls to be weakened together. */
    private static final class Group {
        final int[] calls;

        /** Whether it is known already that they cannot all be weakened. */
        final boolean isNeeded;

        /** Whether, if they can be, the next group cannot: both together could not. */
        final boolean elseNext;

        Group(int[] calls, boolean isNeeded, boolean elseNext) {
            this.calls = calls;
            this.isNeeded = isNeeded;
            this.elseNext = elseNext;
        }
    }

    Shrinking(Subhistory h, int blocked, Rechecks rechecks) {
        this.h = h;
        this.blocked = blocked;
        this.rechecks = rechecks;
        this.best = new Weakening(h);
    }

    Weakening best() {
        return best;
    }

    /** How many calls of the best are required. */
    int required() {
        return best.calls(Role.MUST).length;
    }

    /** The call whose return cannot be explained. */
    int blocked() {
        return blocked;
    }

    /** Whether the best was checked. */
    boolean isConfirmed() {
        return confirmed;
    }

    /** Whether the last weakening that was not accepted went too far, and not just too long. */
    boolean lastWasLinearizable() {
        return last instanceof Finding.Linearizable;
    }

    /** Takes {@code unchecked} for want of anything better. */
    void settleFor(Weakening unchecked) {
        best = unchecked;
    }

    /** Takes {@code smaller} as the best if it is still not linearizable. */
    boolean accept(Weakening smaller) {
        last = rechecks.ask(smaller);
        if (!(last instanceof Finding.NotLinearizable no)) {
            return false;
        }
        best = smaller;
        blocked = no.blocked();
        confirmed = true;
        changed = true;
        Weakening shorter = smaller.copy().cut(h.returnedAt(blocked));
        if (shorter.weight() < smaller.weight()
                && rechecks.ask(shorter) instanceof Finding.NotLinearizable again
                && again.blocked() == blocked) {
            best = shorter;
        }
        return true;
    }

    /** Weakens one call after the other until each is needed. */
    void weakenAll() {
        Role others = h.model().isFinite() ? Role.FREE : Role.LOOSE;
        do {
            changed = false;
            weaken(best.calls(Role.MAY), others);
            weaken(readOnly(true), Role.GONE);
            weaken(readOnly(false), others);
        } while (changed && !rechecks.isOver());
        if (rechecks.isOver()) {
            rechecks.giveUp();
        }
    }

    private int[] readOnly(boolean is) {
        return Arrays.stream(best.calls(Role.MUST)).filter(c -> best.isReadOnly(c) == is).toArray();
    }

    /** Weakens as many of {@code calls} as can be, halving those that cannot all be. */
    private void weaken(int[] calls, Role to) {
        ArrayDeque<Group> open = new ArrayDeque<>();
        open.push(new Group(calls, false, false));
        while (!open.isEmpty() && !rechecks.isOver()) {
            Group group = open.pop();
            int[] left =
                    Arrays.stream(group.calls)
                            .filter(c -> best.role(c).compareTo(to) < 0)
                            .toArray();
            if (left.length == 0) {
                continue;
            }
            boolean needed = group.isNeeded;
            if (!needed && accept(best.copy().weaken(left, to))) {
                if (group.elseNext) {
                    open.push(new Group(open.pop().calls, true, false));
                }
            } else if (left.length > 1) {
                boolean known = needed || lastWasLinearizable();
                int half = left.length / 2;
                int[] second = Arrays.copyOfRange(left, half, left.length);
                open.push(new Group(second, false, false));
                open.push(new Group(Arrays.copyOf(left, half), false, known));
            } else if (best.role(left[0]) == Role.MUST && !best.isReadOnly(left[0])) {
                accept(best.copy().weaken(left, Role.MAY));
            }
        }
    }
}
