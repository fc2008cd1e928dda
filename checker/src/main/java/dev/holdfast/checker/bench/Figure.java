package dev.holdfast.checker.bench;

import java.time.Duration;

/**
 * What one benchmark measured.
 *
 * @param what what was done
 * @param events how many events that was
 * @param first how long the first round took, before the code was compiled
 * @param best how long the fastest of the later rounds took
 * @param bytes how large the file was; 0 where there is none
 */
public record Figure(String what, long events, Duration first, Duration best, long bytes) {

    /** Events a second in the fastest round. */
    public double eventsPerSecond() {
        return events / Math.max(1e-9, best.toNanos() / 1e9);
    }
}
