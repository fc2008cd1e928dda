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
 * time for all questions together and a share of it for each. For one thread.
 *
 * <p>One question must not eat the time of all others: weakening can make a search much harder, and
 * then the weakening is not worth having. So after the first answer each search may look at ten
 * times as many configurations as that took, which, other than a time, is the same every time.
 */
final class Rechecks {
    private static final long SHORTEST_NANOS = 20_000_000;
    private static final int SHARE = 4;
    private static final long FEWEST_STEPS = 20_000;
    private static final int MORE_STEPS = 10;

    private final Decider decider;
    private final Effort effort;
    private final long endNanos;
    private long mostSteps = Long.MAX_VALUE;
    private boolean gaveUp;

    /**
     * @param time for all questions together; {@code effort} may allow less
     */
    Rechecks(Decider decider, Effort effort, Duration time) {
        this.decider = decider;
        this.effort = effort.within(time, Long.MAX_VALUE);
        this.endNanos = System.nanoTime() + time.toNanos();
    }

    /** Whether the time is over. */
    boolean isOver() {
        return System.nanoTime() >= endNanos;
    }

    /** Notes that not all that was to be asked was asked. */
    void giveUp() {
        gaveUp = true;
    }

    /** Forgets that questions got no answer: they were only about where to start. */
    void forgive() {
        gaveUp = false;
    }

    /** Whether a question got no answer in its time. */
    boolean gaveUp() {
        return gaveUp;
    }

    /**
     * The finding on {@code weakened}, its blocked call as a call of the base; undecided if the
     * share of the time was too short.
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
        long left = endNanos - System.nanoTime();
        if (left <= 0) {
            return new Finding.Undecided("the time for counterexamples is over");
        }
        if (!decider.isFor(subhistory)) {
            return new Finding.Undecided("%s is not for this".formatted(decider.name()));
        }
        Duration share = Duration.ofNanos(Math.max(SHORTEST_NANOS, left / SHARE));
        Effort own = effort.within(share, mostSteps);
        try {
            Finding finding = decider.decide(subhistory, own);
            if (finding instanceof Finding.NotLinearizable && mostSteps == Long.MAX_VALUE) {
                mostSteps = Math.max(FEWEST_STEPS, MORE_STEPS * own.explored());
            }
            return finding;
        } catch (StoppedException e) {
            return new Finding.Undecided(String.valueOf(e.getMessage()));
        } finally {
            own.release();
        }
    }
}
