package dev.holdfast.checker.decide;

import java.time.Duration;

/**
 * What a check may cost.
 *
 * @param time wall-clock time for the whole check, all parts together
 * @param bytes memory that searches may hold at once, all parts together, by their own estimate
 */
public record Limits(Duration time, long bytes) {
    /** One minute, and half of the heap that this process may have. */
    public static Limits standard() {
        return new Limits(Duration.ofMinutes(1), Runtime.getRuntime().maxMemory() / 2);
    }

    /** Checks that both are positive. */
    public Limits {
        if (time.isNegative() || time.isZero() || bytes <= 0) {
            throw new IllegalArgumentException(
                    "limits of %s and %d bytes; expected more than none".formatted(time, bytes));
        }
    }

    /** The same with another time. */
    public Limits within(Duration other) {
        return new Limits(other, bytes);
    }
}
