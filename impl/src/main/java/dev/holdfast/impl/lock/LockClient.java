package dev.holdfast.impl.lock;

import dev.holdfast.impl.subject.DefiniteFailureException;
import java.time.Duration;
import java.util.Optional;

/**
 * One payment node's connection to a lock service.
 *
 * <p>The agent makes one, and calls it from several threads at once; a grant is released by the
 * thread that acquired it, but a release that is tried again may come from another. An exception
 * means that nobody knows whether the call took effect; throw {@link DefiniteFailureException} only
 * where it certainly did not and never will.
 */
public interface LockClient extends AutoCloseable {

    /**
     * Acquires {@code lock}.
     *
     * @param waitLimit how long to wait for it; zero tries once; empty waits for ever. An
     *     implementation that knows no limit may ignore it.
     * @return the grant, or empty if the lock was definitely not acquired within the limit
     */
    Optional<Grant> acquire(String lock, Optional<Duration> waitLimit) throws InterruptedException;

    /**
     * As {@link #acquire(String, Optional)}, for a mode of {@link LockSystem#sharing}; to be
     * overridden where that allows more than {@link Mode#EXCLUSIVE}.
     */
    default Optional<Grant> acquire(String lock, Mode mode, Optional<Duration> waitLimit)
            throws InterruptedException {
        if (mode != Mode.EXCLUSIVE) {
            throw new DefiniteFailureException("this lock has no mode " + mode);
        }
        return acquire(lock, waitLimit);
    }

    /**
     * Gives {@code grant} back.
     *
     * @return {@link Release#RELEASED}; {@link Release#CONFIRMED} if the service said that the lock
     *     had not been lost before; {@link Release#NOT_HELD} if the implementation noticed that it
     *     had
     */
    Release release(Grant grant) throws InterruptedException;

    /** Ends all connections and threads. Not an implicit release. */
    @Override
    void close();
}
