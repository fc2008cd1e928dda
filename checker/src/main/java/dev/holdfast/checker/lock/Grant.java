package dev.holdfast.checker.lock;

import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A successful acquire, and when its process next asked to release the lock.
 *
 * <p>Mutable only while {@link LockLog} reads the history.
 */
final class Grant {
    private final Operation acquire;
    private final Op returned;
    private @Nullable Op release;
    private @Nullable Op confirmed;
    private @Nullable Op retired;

    Grant(Operation acquire, Op returned) {
        this.acquire = acquire;
        this.returned = returned;
    }

    Operation acquire() {
        return acquire;
    }

    /** The invocation of the acquire. */
    Op invoked() {
        return acquire.invocation();
    }

    /** The return of the acquire. */
    Op returned() {
        return returned;
    }

    int process() {
        return returned.process();
    }

    @Nullable Long token() {
        return acquire.number("token");
    }

    /** How long the service keeps it from the grant on, in milliseconds; null if until released. */
    @Nullable Long leaseMillis() {
        return returned.number("lease-ms");
    }

    /** Whether it holds the lock beside others who read. */
    boolean isReading() {
        return LockOps.isReading(invoked());
    }

    /** {@code for reading} or {@code for writing}, empty where a lock knows no such thing. */
    String purpose() {
        return LockOps.purpose(invoked());
    }

    /**
     * How long the holder's session certainly lasts from the invocation on, in milliseconds, with
     * which the service keeps the lock for it; null if that knows no sessions.
     */
    @Nullable Long sessionMillis() {
        return returned.number("session-ms");
    }

    /** The return of a release that found the lock not lost before; null if there is none. */
    @Nullable Op confirmed() {
        return confirmed;
    }

    /** Where an operation of its process ended info; null if none did before a release. */
    @Nullable Op retired() {
        return retired;
    }

    String agent() {
        return LockOps.agent(acquire);
    }

    /** The invocation of the release, or null if there is none. */
    @Nullable Op release() {
        return release;
    }

    /** The index of {@link #release}, or a number above all indices. */
    int releaseIndex() {
        Op op = release;
        return op == null ? Integer.MAX_VALUE : op.index();
    }

    void release(Op invocation) {
        release = invocation;
    }

    void confirm(Op releaseReturned) {
        confirmed = releaseReturned;
    }

    void retire(Op info) {
        retired = info;
    }
}
