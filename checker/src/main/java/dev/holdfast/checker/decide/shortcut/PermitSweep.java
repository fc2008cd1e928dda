package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Finding.NotLinearizable;
import dev.holdfast.checker.subhistory.Subhistory;
import org.jspecify.annotations.Nullable;

/**
 * Permits that anybody takes and anybody gives back, one at a time; with one permit a plain mutex.
 *
 * <p>Calls take effect at their return (Lowe 2017, just in time), or earlier where a return needs
 * it. Then that of the opposite kind which returns first serves: it could change places with any
 * other. Calls of unknown outcome serve last. A refused call was right if the permits were ever all
 * taken (or all there) while it was pending; else it needs a change too. O(n log c).
 *
 * <p>There is no small core: a single release that may come at any time explains everything.
 */
final class PermitSweep extends Sweep {
    private static final int NEVER = -1;

    private final int permits;
    private final boolean[] isAcquire;
    private final boolean[] done;
    private final ReturnHeap acquires = new ReturnHeap();
    private final ReturnHeap releases = new ReturnHeap();
    private int maybeAcquires;
    private int maybeReleases;
    private int taken;
    private int lastFull = NEVER;
    private int lastFree = NEVER;

    /** Judges {@code permits} permits, 1 or more; refusals only if it is 1. */
    PermitSweep(Subhistory h, int permits) {
        super(h);
        this.permits = permits;
        this.isAcquire = new boolean[h.calls()];
        this.done = new boolean[h.calls()];
    }

    @Override
    @Nullable NotLinearizable invoked(int call) {
        boolean acquire = Words.isAcquire(h.invocation(call));
        isAcquire[call] = acquire;
        if (h.isTest(call)) {
            return null;
        }
        int end = h.returnedAt(call);
        if (end != Subhistory.FOREVER) {
            (acquire ? acquires : releases).push(end, now);
        } else if (acquire) {
            maybeAcquires++;
        } else {
            maybeReleases++;
        }
        return null;
    }

    @Override
    @Nullable NotLinearizable returned(int call) {
        if (done[call]) {
            return null;
        }
        boolean acquire = isAcquire[call];
        if (h.isTest(call)) {
            return refused(call, acquire);
        }
        boolean possible =
                acquire ? taken < permits || releaseEarly() : taken > 0 || acquireEarly();
        if (!possible) {
            return new Core(h).blockedAt(call);
        }
        change(acquire ? 1 : -1);
        return null;
    }

    private @Nullable NotLinearizable refused(int call, boolean acquire) {
        int since = h.invokedAt(call);
        boolean right =
                acquire
                        ? taken == permits || lastFull > since || acquireEarly()
                        : taken == 0 || lastFree > since || releaseEarly();
        return right ? null : new Core(h).blockedAt(call);
    }

    private boolean acquireEarly() {
        int end = acquires.pop(now);
        if (end != ReturnHeap.NONE) {
            done[~h.event(end)] = true;
        } else if (maybeAcquires > 0) {
            maybeAcquires--;
        } else {
            return false;
        }
        change(1);
        return true;
    }

    private boolean releaseEarly() {
        int end = releases.pop(now);
        if (end != ReturnHeap.NONE) {
            done[~h.event(end)] = true;
        } else if (maybeReleases > 0) {
            maybeReleases--;
        } else {
            return false;
        }
        change(-1);
        return true;
    }

    private void change(int by) {
        if (taken == permits) {
            lastFull = now;
        }
        if (taken == 0) {
            lastFree = now;
        }
        taken += by;
    }
}
