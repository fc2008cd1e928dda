package dev.holdfast.impl.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every lock does whose lease ends unless it is released. */
public abstract class ExpiringLockContract extends ServedLockContract {
    private static final Optional<Duration> AT_ONCE = Optional.of(Duration.ZERO);

    /** Whether a release that comes after the lease gives away what another holds by then. */
    protected boolean freesWhatAnotherHolds() {
        return false;
    }

    /** What it says to a release that comes after the lease. */
    protected Release late() {
        return Release.NOT_HELD;
    }

    @Test
    void anotherHasItAfterTheLease() throws InterruptedException {
        long start = System.nanoTime();
        Grant late = first.acquire("pay-7", AT_ONCE).orElseThrow();
        long answered = System.nanoTime();
        Grant next = second.acquire("pay-7", Optional.of(Duration.ofSeconds(6))).orElseThrow();
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        Duration told = late.lease().or(late::session).orElseThrow();
        assertTrue(told.compareTo(waited) <= 0, told + " told, " + waited + " waited");
        assertTrue(told.compareTo(Duration.ofSeconds(1)) > 0, told + " told");
        // The server's lease began before the answer was here; by the client's own clock it may run
        // for a little longer.
        long leftNs = told.toNanos() - (System.nanoTime() - answered);
        TimeUnit.NANOSECONDS.sleep(leftNs);
        assertEquals(late(), first.release(late));
        boolean isFree = first.acquire("pay-7", AT_ONCE).isPresent();
        assertEquals(freesWhatAnotherHolds(), isFree, "whether the release freed another's lock");
        if (!isFree) {
            assertEquals(Release.RELEASED, second.release(next));
        }
    }
}
