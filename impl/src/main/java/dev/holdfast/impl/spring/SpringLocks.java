package dev.holdfast.impl.spring;

import dev.holdfast.impl.lock.Attempts;
import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.lock.Term;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.springframework.integration.support.locks.LockRegistry;

/**
 * The locks of one agent with a LockRegistry of Spring Integration. In front of each stands a
 * ReentrantLock of the process, so the holder is a thread.
 *
 * <p>What it holds is told as a session and no lease, for two reasons. A registry may count the
 * lease from before the request, and so does this. And a thread that gives up without unlocking
 * keeps the rest of its process out for ever; so clients let go as the {@code finally} of a program
 * does.
 */
final class SpringLocks implements LockClient {
    /** How long the registries themselves sleep between attempts. */
    private static final Duration POLL = Duration.ofMillis(100);

    private final LockRegistry<?> registry;
    private final Duration lease;
    private final Store store;

    SpringLocks(LockRegistry<?> registry, Duration lease, Store store) {
        this.registry = registry;
        this.lease = lease;
        this.store = store;
    }

    /** What the registry stands on. */
    interface Store extends AutoCloseable {
        /** Called before every attempt. */
        default void prepare() {}

        /** Looks at what an attempt threw. */
        default void failed(RuntimeException error) {}

        @Override
        void close();
    }

    /** A lock that is held, by the thread that acquired it. */
    private record Hold(Lock lock, Term term) {}

    @Override
    public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit)
            throws InterruptedException {
        long called = System.nanoTime();
        return Attempts.repeat(waitLimit, POLL, () -> attempt(lock, called));
    }

    private Optional<Grant> attempt(String name, long called) {
        store.prepare();
        Lock lock = registry.obtain(name);
        long asked = System.nanoTime();
        if (!tried(lock)) {
            return Optional.empty();
        }
        Duration sinceCall = lease.plusNanos(asked - called);
        return Optional.of(
                Grant.of(name)
                        .withSession(sinceCall)
                        .withHandle(new Hold(lock, Term.answered(lease, asked))));
    }

    private boolean tried(Lock lock) {
        try {
            return lock.tryLock();
        } catch (RuntimeException e) {
            store.failed(e);
            throw e;
        }
    }

    /**
     * The registry says when the store had lost the lock; but so it does where it had to ask twice,
     * having lost the answer to a release that took effect.
     */
    @Override
    public Release release(Grant grant) {
        Hold hold = (Hold) Objects.requireNonNull(grant.handle(), "grant of another lock");
        try {
            hold.lock().unlock();
            return Release.RELEASED;
        } catch (IllegalStateException | IllegalMonitorStateException e) {
            // The thread does not hold it: the store was not asked.
            return Release.NOT_HELD;
        } catch (ConcurrentModificationException e) {
            if (hold.term().isOver()) {
                return Release.NOT_HELD;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
