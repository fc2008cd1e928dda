package dev.holdfast.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LossModelTest {
    private static final double LONG_MS = 60_000;

    @Test
    void oneOfThoseThatComeAtOneMomentGetsIt() {
        assertEquals(1, LossModel.atOneMoment(1));
        assertEquals(0.0625, LossModel.atOneMoment(16));
    }

    /**
     * Engset with one server: two clients that hold half of the time find it free in one of two.
     */
    @Test
    void whoTriesOnceFindsItFreeByTheOthersLoad() {
        assertEquals(1, LossModel.tryOnce(1, 5));
        assertEquals(0.5, LossModel.tryOnce(2, 1));
        assertEquals(0.25, LossModel.tryOnce(13, 0.25));
    }

    @Test
    void aloneOneIsAlwaysFirst() {
        assertEquals(1, LossModel.polling(1, 20, 20, 1000, LONG_MS, 7));
    }

    /**
     * While one of two sleeps the other has the lock to itself, and finds it free each time; so the
     * two fare better by the call than if neither slept.
     */
    @Test
    void thoseWhoSleepLeaveItToTheOthers() {
        double sleeping = LossModel.polling(2, 20, 20, 1000, LONG_MS, 7);
        assertTrue(sleeping > 0.9 && sleeping < 1, "" + sleeping);
        double four = LossModel.polling(4, 20, 20, 1000, LONG_MS, 7);
        assertTrue(four < sleeping, four + " and " + sleeping);
    }

    /** Two that retry as often as they think, at random enough times, are Engset's. */
    @Test
    void retryingAsIfThinkingIsTryingOnce() {
        // Each try finds the other holding with probability a / (1 + a), a = 0.2; a call's first
        // tries are those behind a think time.
        double share = LossModel.polling(2, 20, 100, 100, LONG_MS, 7);
        assertEquals(LossModel.tryOnce(2, 0.2), share, 0.03);
    }

    @Test
    void theSameSeedPlaysTheSameGame() {
        assertEquals(
                LossModel.polling(5, 20, 80, 1000, 2000, 3),
                LossModel.polling(5, 20, 80, 1000, 2000, 3));
    }
}
