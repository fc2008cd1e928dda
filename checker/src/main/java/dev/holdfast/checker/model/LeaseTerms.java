package dev.holdfast.checker.model;

import org.jspecify.annotations.Nullable;

/**
 * How far the service's clock is trusted.
 *
 * @param drift by which share the service's clock may run fast, 0.001 for a tenth of a percent
 * @param errorNanos what rounding and ticks may take away in addition, nanoseconds
 */
public record LeaseTerms(double drift, long errorNanos) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** A drift of 0.1 %, which no working clock reaches, and an error of 1 ms. */
    public static LeaseTerms usual() {
        return new LeaseTerms(0.001, 1_000_000);
    }

    /** Checks the ranges. */
    public LeaseTerms {
        if (!(drift >= 0 && drift < 1) || errorNanos < 0) {
            throw new IllegalArgumentException(
                    "drift %s, error %d ns; expected 0 <= drift < 1 and error >= 0"
                            .formatted(drift, errorNanos));
        }
    }

    /** For how long a grant of that lease certainly counts; for ever if there is no lease. */
    public long certainNanos(@Nullable Long leaseMillis) {
        if (leaseMillis == null) {
            return Long.MAX_VALUE;
        }
        double certain = leaseMillis * NANOS_PER_MILLI * (1 - drift) - errorNanos;
        return Math.max(0, (long) Math.floor(certain));
    }
}
