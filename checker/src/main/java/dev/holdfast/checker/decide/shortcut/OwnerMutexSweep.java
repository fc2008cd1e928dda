package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Finding.NotLinearizable;
import dev.holdfast.checker.model.OwnerMutexModel;
import dev.holdfast.checker.subhistory.Subhistory;
import org.jspecify.annotations.Nullable;

/**
 * Who certainly holds an owner-aware mutex, event by event.
 *
 * <p>The definite core of a hold runs from the return of its acquire to the invocation of its
 * release. Cores of different processes never overlap, so the order of returns is the order of
 * holds. A release takes effect at its return or when another acquire returns first. An acquire of
 * unknown outcome is never needed, for its process is dead and would hold the lock for ever; it
 * only serves to explain a refused acquire, and one that returns serves that better.
 *
 * <p>O(n), with refusals O(n log c). The same argument as the lock checkers' own, which goes on
 * after a violation, takes events as they come and names operations; this one only decides.
 */
final class OwnerMutexSweep extends Sweep {
    private static final int NOBODY = -1;

    private final int limit;
    private final boolean fenced;
    private final boolean strict;
    private final int[] process;
    private final boolean[] isAcquire;
    private final boolean[] done;
    private final ReturnHeap acquires = new ReturnHeap();
    private int maybeAcquire = NOBODY;
    private int holder = NOBODY;
    private int first = NOBODY;
    private int count;
    private int releasing = NOBODY;
    private int lastHold = NOBODY;
    private int highest = NOBODY;
    private long highestToken = Long.MIN_VALUE;

    OwnerMutexSweep(Subhistory h, OwnerMutexModel model, boolean strict) {
        super(h);
        this.limit = model.limit();
        this.fenced = model.fenced();
        this.strict = strict;
        this.process = new int[h.calls()];
        this.isAcquire = new boolean[h.calls()];
        this.done = new boolean[h.calls()];
    }

    @Override
    @Nullable NotLinearizable invoked(int call) {
        int by = h.process(call);
        process[call] = by;
        isAcquire[call] = Words.isAcquire(h.invocation(call));
        if (!isAcquire[call]) {
            if (!h.isTest(call) && by == holder) {
                releasing = call;
            }
        } else if (h.isTest(call)) {
            done[call] = count > 0 && (holder != by || count >= limit);
        } else if (h.isOptional(call)) {
            maybeAcquire = call;
        } else if (strict) {
            acquires.push(h.returnedAt(call), now);
        }
        return null;
    }

    @Override
    @Nullable NotLinearizable returned(int call) {
        if (done[call]) {
            return null;
        }
        if (isAcquire[call]) {
            return h.isTest(call) ? acquireRefused(call) : acquired(call);
        }
        return h.isTest(call) ? releaseRefused(call) : released(call);
    }

    private @Nullable NotLinearizable acquired(int call) {
        if (holder == process[call]) {
            if (count >= limit) {
                return heldBy(holder, call);
            }
            count++;
            return fenced ? inOrder(call, true) : null;
        }
        if (holder != NOBODY) {
            if (releasing == NOBODY || count > 1) {
                return heldBy(holder, call);
            }
            done[releasing] = true;
        }
        return hold(call);
    }

    private @Nullable NotLinearizable hold(int call) {
        holder = process[call];
        first = call;
        count = 1;
        releasing = NOBODY;
        lastHold = now;
        return fenced ? inOrder(call, false) : null;
    }

    private @Nullable NotLinearizable released(int call) {
        int by = process[call];
        if (holder != by) {
            return strict ? unnamed(call) : new Core(h).addAll(c -> isBy(c, by)).blockedAt(call);
        }
        releasing = NOBODY;
        if (--count == 0) {
            holder = NOBODY;
        }
        return null;
    }

    private @Nullable NotLinearizable releaseRefused(int call) {
        return holder == process[call] ? unnamed(call) : null;
    }

    private @Nullable NotLinearizable acquireRefused(int call) {
        if (lastHold > h.invokedAt(call)) {
            return null;
        }
        if (holder != NOBODY) { // by the process itself, which may have it once more
            return unnamed(call);
        }
        int end = acquires.pop(now);
        int early = end == ReturnHeap.NONE ? maybeAcquire : ~h.event(end);
        if (early == NOBODY) {
            return unnamed(call);
        }
        done[early] = true;
        return hold(early);
    }

    private @Nullable NotLinearizable inOrder(int call, boolean again) {
        Long token = (Long) Words.effect(h, call).result();
        if (token == null) {
            return null;
        }
        if (highest != NOBODY && (again ? token < highestToken : token <= highestToken)) {
            return outOfOrder(call, token);
        }
        highest = call;
        highestToken = token;
        return null;
    }

    /**
     * The hold of {@code call} comes after that of the highest token, unless its own process
     * released first, which its releases exclude. An equal token is wrong unless the process held
     * the lock already, which takes all its calls to exclude.
     */
    private NotLinearizable outOfOrder(int call, long token) {
        if (strict) {
            return unnamed(call);
        }
        int by = process[call];
        boolean same = process[highest] == by;
        Core core = Core.of(h, highest, call);
        if (token == highestToken && (same || limit > 1)) {
            core.addAll(c -> isBy(c, by));
        } else if (!same) {
            core.addAll(c -> isBy(c, by) && isRelease(c));
        }
        return core.blockedAt(call);
    }

    /**
     * What shows that {@code holder} certainly holds it when {@code call} returns: its acquires
     * since it last got it, and all its releases; the other's releases show that it did not have it
     * before, and gave it back.
     */
    private NotLinearizable heldBy(int holder, int call) {
        if (strict) {
            return unnamed(call);
        }
        int since = first;
        int other = process[call];
        return Core.of(h, call)
                .addAll(c -> (isBy(c, holder) || isBy(c, other)) && isRelease(c))
                .addAll(c -> isBy(c, holder) && c >= since && isHeldFor(c))
                .blockedAt(call);
    }

    private boolean isHeldFor(int acquire) {
        return h.returnedAt(acquire) < now;
    }

    private boolean isBy(int call, int process) {
        return h.process(call) == process;
    }

    private boolean isRelease(int call) {
        return !Words.isAcquire(h.invocation(call));
    }

    /** With refusals, an acquire may count before its return for many reasons; no core is named. */
    private NotLinearizable unnamed(int call) {
        return new Core(h).blockedAt(call);
    }
}
