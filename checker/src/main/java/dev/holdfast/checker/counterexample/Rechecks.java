package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.StoppedException;
import dev.holdfast.checker.subhistory.Subhistory;
import java.time.Duration;
import java.util.List;

/**
 * Asks a decider again and again whether a weakened subhistory is still not linearizable, within a
 * number of configurations for all questions together and a share of it for each. For one thread.
 *
 * <p>One question must not eat what all others need: weakening can make a search much harder, and
 * then the weakening is not worth having. A question starts with few configurations and gets ten
 * times as many again and again, up to its share; once there is an answer, as many as that took are
 * the measure. Each of them counts as what it was allowed, not as what it took, which differs from
 * one run of the same search to the next: so the answers are the same on a slow day. The time is
 * there for what is not counted.
 */
final class Rechecks {
    private static final long MOST_STEPS = 1_000_000;
    private static final int MOST_PASSES = 10;
    private static final long SHORTEST_NANOS = 20_000_000;
    private static final int SHARE = 4;
    private static final long FEWEST_STEPS = 20_000;
    private static final int FEWEST_PASSES = 4;
    private static final int MORE_STEPS = 10;
    private static final int SLACK = 2;

    private final Decider decider;
    private final Effort effort;
    private final long endNanos;
    private long stepsLeft;
    private long usualSteps;
    private boolean gaveUp;

    /**
     * @param events how many events the subhistory has that is weakened
     * @param time for all questions together; {@code effort} may allow less
     */
    Rechecks(Decider decider, Effort effort, int events, Duration time) {
        this.decider = decider;
        this.effort = effort.within(time, Long.MAX_VALUE);
        this.endNanos = System.nanoTime() + time.toNanos();
        this.stepsLeft = MOST_STEPS + (long) MOST_PASSES * events;
    }

    /** Whether no more can be asked. */
    boolean isOver() {
        return stepsLeft <= 0 || System.nanoTime() >= endNanos;
    }

    /** Notes that not all that was to be asked was asked. */
    void giveUp() {
        gaveUp = true;
    }

    /** Forgets that questions got no answer: they were only about where to start. */
    void forgive() {
        gaveUp = false;
    }

    /** Whether a question got no answer within its share. */
    boolean gaveUp() {
        return gaveUp;
    }

    /**
     * The finding on {@code weakened}, its blocked call as a call of the base; undecided if its
     * share was too small.
     */
    Finding ask(Weakening weakened) {
        if (weakened.calls(Role.MUST).length == 0) {
            return new Finding.Linearizable();
        }
        Weakening.Built built = weakened.build();
        Finding finding = ask(built.subhistory());
        return finding instanceof Finding.NotLinearizable no
                ? new Finding.NotLinearizable(built.calls().get(no.blocked()), List.of())
                : finding;
    }

    /** The finding on {@code subhistory}. */
    Finding ask(Subhistory subhistory) {
        Finding finding = decide(subhistory);
        gaveUp |= finding instanceof Finding.Undecided;
        return finding;
    }

    private Finding decide(Subhistory subhistory) {
        if (isOver()) {
            return new Finding.Undecided("the effort for counterexamples is spent");
        }
        if (!decider.isFor(subhistory)) {
            return new Finding.Undecided("%s is not for this".formatted(decider.name()));
        }
        long fewest = Math.max(FEWEST_STEPS, (long) FEWEST_PASSES * subhistory.events());
        long most = Math.max(fewest, stepsLeft / SHARE);
        boolean isMeasured = usualSteps > 0;
        long steps = isMeasured ? Math.min(most, Math.max(fewest, usualSteps)) : fewest;
        Finding finding = decide(subhistory, steps);
        while (!isMeasured && finding instanceof Finding.Undecided && steps < most && !isOver()) {
            steps = Math.min(most, MORE_STEPS * steps);
            finding = decide(subhistory, steps);
        }
        if (!isMeasured && finding instanceof Finding.NotLinearizable) {
            usualSteps = SLACK * steps;
        }
        return finding;
    }

    private Finding decide(Subhistory subhistory, long steps) {
        long left = endNanos - System.nanoTime();
        Duration share = Duration.ofNanos(Math.max(SHORTEST_NANOS, left / SHARE));
        Effort own = effort.within(share, steps);
        long cost = steps;
        try {
            Finding finding = decider.decide(subhistory, own);
            // It may have taken hardly any, or all: that is not counted, for it may differ.
            cost = finding instanceof Finding.Undecided ? steps : steps / MORE_STEPS;
            return finding;
        } catch (StoppedException e) {
            return new Finding.Undecided(String.valueOf(e.getMessage()));
        } finally {
            stepsLeft -= cost;
            own.release();
        }
    }
}
