package dev.holdfast.impl.lock;

import java.time.Duration;
import java.util.Optional;

/** Waits for a lock by asking again and again, for implementations that only try. */
public final class Attempts {
    private Attempts() {}

    /** Tries once; throws when nobody knows whether the lock was acquired. */
    @FunctionalInterface
    public interface Attempt {
        /** The grant, or empty if the lock was not acquired. */
        Optional<Grant> make() throws InterruptedException;
    }

    /**
     * Tries until there is a grant or the wait would be over.
     *
     * @param waitLimit how long to wait; zero tries once; empty waits for ever
     * @param pause how long to sleep between two attempts
     */
    public static Optional<Grant> repeat(
            Optional<Duration> waitLimit, Duration pause, Attempt attempt)
            throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            Optional<Grant> grant = attempt.make();
            if (grant.isPresent()) {
                return grant;
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waitLimit.isPresent() && waited.plus(pause).compareTo(waitLimit.get()) > 0) {
                return Optional.empty();
            }
            Thread.sleep(pause.toMillis());
        }
    }
}
