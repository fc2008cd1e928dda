package dev.holdfast.impl.shedlock;

import dev.holdfast.impl.lock.Attempts;
import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.lock.Term;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;

/**
 * The locks of one agent with ShedLock, without a framework. It has no wait of its own: who does
 * not get the lock skips the task. So this asks again.
 *
 * <p>An unlock says nothing about whether the lock was still this client's.
 */
final class ShedLocks implements LockClient {
    /** Short against any lease, long against a round trip. */
    private static final Duration POLL = Duration.ofMillis(25);

    private final Store store;
    private final Duration lease;

    ShedLocks(Store store, Duration lease) {
        this.store = store;
        this.lease = lease;
    }

    /** Where the locks are kept. */
    interface Store extends AutoCloseable {
        /** What asks for them. */
        LockProvider provider();

        /** Called before every attempt. */
        void prepare();

        /** Whether the lease begins with the grant, and not already before. */
        boolean grantsWholeLease();

        @Override
        void close();
    }

    @Override
    public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit)
            throws InterruptedException {
        return Attempts.repeat(waitLimit, POLL, () -> attempt(lock));
    }

    private Optional<Grant> attempt(String lock) {
        store.prepare();
        long asked = System.nanoTime();
        Optional<SimpleLock> held =
                store.provider()
                        .lock(new LockConfiguration(Instant.now(), lock, lease, Duration.ZERO));
        Duration certain = store.grantsWholeLease() ? lease : Term.answered(lease, asked).certain();
        return held.map(simple -> Grant.of(lock).withLease(certain).withHandle(simple));
    }

    @Override
    public Release release(Grant grant) {
        SimpleLock held =
                (SimpleLock) Objects.requireNonNull(grant.handle(), "grant of another lock");
        try {
            held.unlock();
            return Release.RELEASED;
        } catch (IllegalStateException e) {
            // It was unlocked before, so this one asked nobody.
            return Release.NOT_HELD;
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
