package dev.holdfast.experiment;

import java.time.Duration;

/**
 * What all experiments are asked.
 *
 * @param seed of all randomness
 * @param timeLimit how long it measures, all in all; bringing servers up comes on top
 * @param reproduce the command that does the same again
 */
public record Settings(long seed, Duration timeLimit, String reproduce) {

    public Settings {
        if (timeLimit.compareTo(Duration.ofSeconds(1)) < 0
                || timeLimit.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "--time-limit %d ms is out of range; it must be 1s to 1h"
                            .formatted(timeLimit.toMillis()));
        }
    }

    /** An equal part of the time. */
    Duration part(int parts) {
        return timeLimit.dividedBy(Math.max(1, parts));
    }
}
