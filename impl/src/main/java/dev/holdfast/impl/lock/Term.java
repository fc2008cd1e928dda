package dev.holdfast.impl.lock;

import java.time.Duration;

/**
 * A lease as its holder can know it: told by its own steady clock, from before the request on.
 *
 * @param lease how long it was asked for
 * @param asked when it was asked for, in {@link System#nanoTime}
 * @param answered when the answer was there
 */
public record Term(Duration lease, long asked, long answered) {

    /** A lease that was asked for at {@code asked} and whose answer is here now. */
    public static Term answered(Duration lease, long asked) {
        return new Term(lease, asked, System.nanoTime());
    }

    /**
     * What is certainly left of a lease that began before the service granted it, counted from the
     * grant; at least a millisecond.
     */
    public Duration certain() {
        Duration left = lease.minusNanos(answered - asked);
        return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    }

    /** Whether the service cannot keep the lock any more, if its clock runs as this one. */
    public boolean isOver() {
        return System.nanoTime() - answered >= lease.toNanos();
    }
}
