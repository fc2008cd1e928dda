package dev.holdfast.env;

import java.time.Duration;
import java.time.Instant;

/**
 * A node's clock for the time of day, which can be made wrong without touching this machine's or
 * any other node's. Clocks that measure spans of time stay true, as they do on a real machine whose
 * date is set.
 *
 * <p>What is set holds from the node's next look at its clock, and until it is set again: also
 * after the node was killed and started again, as a machine's clock stays wrong when a program on
 * it restarts. Safe for several threads.
 */
public interface NodeClock {

    /**
     * Shows the true time and {@code offset}, at once.
     *
     * @param offset a hundred years at most, either way
     * @throws IllegalArgumentException if it is more; so do the others with what is out of range
     */
    void set(Duration offset);

    /**
     * Begins at the true time and gains {@code ratePpm} microseconds in every second, or loses them
     * where it is negative.
     *
     * @param ratePpm above -1,000,000, which would stand still, and at most 10,000,000
     */
    void skew(long ratePpm);

    /**
     * Shows the true time and {@code swing} for {@code half}, the true time for {@code half}, and
     * so on; begins with the true one.
     *
     * @param swing as an offset
     * @param half a millisecond to a day
     */
    void strobe(Duration swing, Duration half);

    /** Shows the true time again. */
    default void reset() {
        set(Duration.ZERO);
    }

    /**
     * Asks the node itself what time it is.
     *
     * @throws EnvironmentException if it does not say so within {@code limit}
     */
    Reading read(Duration limit);

    /**
     * What a node said.
     *
     * @param at the true time, in the middle of question and answer
     * @param offset what its clock is ahead of that; negative where it is behind
     * @param uncertainty how far off that can be, because the answer took its time
     */
    record Reading(Instant at, Duration offset, Duration uncertainty) {}
}
