package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.subhistory.Closure;
import dev.holdfast.checker.subhistory.Subhistory;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the few calls of a subhistory that cannot be explained, whatever all others did.
 *
 * <p>Every step claims less than the one before and is checked again: so the result implies the
 * original violation, and does not rest on the decider that found it. Plain delta debugging does
 * not give that: without the write, every read of its value is a violation of its own.
 *
 * <ol>
 *   <li>Cut: what was invoked after the blocked return is left out, what was open then may have
 *       happened.
 *   <li>Fold: few events are looked at alone. For finite models the last 1 to 64 with the object in
 *       any state at first. Else, what comes after the last moment at which it is certain in which
 *       states the object can be and which open calls have happened. Else, for finite models again,
 *       the last 128, 256, 512 … from any state, and the shortest such window by halving.
 *   <li>Weaken the calls, all together, then halves of them, then one by one: reads are left out,
 *       others may happen at any moment and any number of times, or else once or never.
 *   <li>Again, until nothing changes: then each required call is needed, for without it all could
 *       be explained.
 * </ol>
 *
 * <p>k needed calls of n take O(k log n) checks (as in Junker's QuickXplain, AAAI 2004).
 *
 * <p>Stateless; any thread. Deterministic as long as the time is enough.
 */
public final class Minimizer {
    private static final int GLANCE_EVENTS = 64;
    private static final int FIRST_WINDOW_EVENTS = 2 * GLANCE_EVENTS;
    private static final long MOST_FRONTIER_STEPS = 5_000_000;
    private static final long MOST_CLOSURE_STEPS = 3_000_000;

    private final Decider decider;
    private final Duration time;

    /**
     * A minimizer that lets {@code decider} check each step.
     *
     * @param decider exact for subhistories with free operations and several starts, and for
     *     processes that go on after a call that may not have happened: a general engine
     * @param time for all checks together
     */
    public Minimizer(Decider decider, Duration time) {
        this.decider = decider;
        this.time = time;
    }

    /**
     * The smallest counterexample found in {@code h} within the time.
     *
     * @param found what a decider found about {@code h}
     * @param effort the account of the whole check, which this is a part of
     * @throws IllegalStateException if the decider of this minimizer finds {@code h} linearizable:
     *     then one of the two deciders is wrong, and there is no verdict
     */
    public Counterexample minimize(Subhistory h, Finding.NotLinearizable found, Effort effort) {
        if (h.isOptional(found.blocked())) {
            throw new IllegalStateException(
                    "blocked at #%d, which never returned; expected a call that did"
                            .formatted(h.invocation(found.blocked()).index()));
        }
        Rechecks rechecks = new Rechecks(decider, effort, h.events(), time);
        Shrinking smallest = start(h, found, rechecks);
        rechecks.forgive();
        smallest.weakenAll();
        return Counterexample.of(smallest, !rechecks.gaveUp());
    }

    private static Shrinking start(Subhistory h, Finding.NotLinearizable found, Rechecks rechecks) {
        int end = h.returnedAt(found.blocked());
        List<?> states = Closure.of(h, MOST_CLOSURE_STEPS);
        Weakening cut = new Weakening(h).cut(end);
        Shrinking smallest = new Shrinking(h, found.blocked(), rechecks);
        if (glance(cut, states, smallest)) {
            return smallest;
        }
        Shrinking restarted = restart(cut, end, found.blocked(), rechecks);
        if (restarted != null) {
            return restarted;
        }
        if (!startFromCore(cut, found.core(), states, smallest)
                && !fold(cut, end, states, smallest)
                && !smallest.accept(cut)) {
            confirm(cut, smallest);
        }
        return smallest;
    }

    /** A violation that is not found again proves nothing: one of two deciders must be wrong. */
    private static void confirm(Weakening cut, Shrinking smallest) {
        if (!smallest.lastWasLinearizable()) {
            smallest.settleFor(cut);
            return;
        }
        Weakening whole = new Weakening(cut.base());
        if (!smallest.accept(whole) && smallest.lastWasLinearizable()) {
            throw new IllegalStateException(
                    "%d calls were found not linearizable, and linearizable when checked again"
                            .formatted(whole.base().calls()));
        }
    }

    private static boolean startFromCore(
            Weakening cut, List<Integer> core, List<?> states, Shrinking smallest) {
        if (core.isEmpty()) {
            return false;
        }
        Subhistory h = cut.base();
        Role others = h.model().isFinite() ? Role.FREE : Role.LOOSE;
        int first = core.stream().mapToInt(h::invokedAt).min().orElse(0);
        if (!states.isEmpty()) {
            Weakening window = cut.copy().fold(first, states);
            if (smallest.accept(window.copy().weakenOthers(core, others))
                    || smallest.accept(window)) {
                return true;
            }
        }
        return smallest.accept(cut.copy().weakenOthers(core, others));
    }

    /**
     * A few events before the failure that are not linearizable from any state. Each moment is
     * tried: a later one can be better, for then more calls are over and cannot happen any more.
     */
    private static boolean glance(Weakening cut, List<?> states, Shrinking smallest) {
        Subhistory h = cut.base();
        int end = h.returnedAt(smallest.blocked());
        if (states.isEmpty()) {
            return false;
        }
        for (int from = end - 1; from >= Math.max(0, end - GLANCE_EVENTS); from--) {
            if (h.event(from) >= 0 && smallest.accept(cut.copy().fold(from, states))) {
                return true;
            }
        }
        return false;
    }

    /**
     * What comes after a moment at which it is known how things stand: the last such moment that
     * leaves more than one required call, for "the lock was held" convinces nobody who is not shown
     * by whom.
     */
    private static @Nullable Shrinking restart(
            Weakening cut, int end, int blocked, Rechecks rechecks) {
        Shrinking best = null;
        for (Frontier.Restart at : Frontier.before(end, cut.base(), MOST_FRONTIER_STEPS)) {
            Shrinking trial = new Shrinking(cut.base(), blocked, rechecks);
            if (!trial.accept(cut.copy().restart(at))) {
                return best;
            }
            trial.weakenAll();
            if (best == null || trial.required() > 1) {
                best = trial;
            }
            if (best.required() > 1) {
                return best;
            }
        }
        return best;
    }

    /** The shortest window before the failure that is not linearizable from any state. */
    private static boolean fold(Weakening cut, int end, List<?> states, Shrinking smallest) {
        if (states.isEmpty()) {
            return false;
        }
        int tooShort = end;
        int from = Math.max(0, end - FIRST_WINDOW_EVENTS);
        while (!smallest.accept(cut.copy().fold(from, states))) {
            if (from == 0 || !smallest.lastWasLinearizable()) {
                return false;
            }
            tooShort = from;
            from = Math.max(0, end - 2 * (end - from));
        }
        while (tooShort - from > 1) {
            int middle = (from + tooShort) >>> 1;
            if (smallest.accept(cut.copy().fold(middle, states))) {
                from = middle;
            } else {
                tooShort = middle;
            }
        }
        return true;
    }
}
