package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Finding.NotLinearizable;
import dev.holdfast.checker.model.RwLockModel;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who certainly holds a read-write lock, event by event.
 *
 * <p>As with {@link OwnerMutexSweep}, definite cores of holds that exclude each other never
 * overlap. A hold begins at the return of its acquire; it ends at the return of its release, or
 * when an acquire returns that it excludes, and then its release must be pending. A refused acquire
 * was right if a hold that excludes it was ever there while it was pending; else the pending
 * acquire that returns first and excludes it must take effect. If only acquires of unknown outcome
 * are left for that, their hold lasts for ever: then one for reading is the better choice, unless a
 * later refusal to a reader needs a writer.
 *
 * <p>O(n log c). Holders are a list, so that nothing is searched by process.
 */
final class RwLockSweep extends Sweep {
    private static final int NONE = -1;

    private final boolean strict;
    private final int[] process;
    private final boolean[] acquires;
    private final boolean[] reads;
    private final boolean[] done;

    /** By process: the acquire by which it holds the lock, the release that is pending. */
    private final int[] heldBy;

    private final int[] releasing;

    /** The processes that hold it for reading, in any order, and where each stands there. */
    private final int[] readers;

    private final int[] place;
    private int readerCount;
    private int writer = NONE;
    private int lastWritten = NONE;
    private int lastHeld = NONE;
    private final ReturnHeap pendingReads = new ReturnHeap();
    private final ReturnHeap pendingWrites = new ReturnHeap();
    private int maybeRead = NONE;
    private int maybeWrite = NONE;

    /** Of the calls for whose sake a choice was made, the one that returns last. */
    private int horizon = NONE;

    RwLockSweep(Subhistory h, boolean strict) {
        super(h);
        this.strict = strict;
        int calls = h.calls();
        this.process = ProcessTable.numbers(h);
        this.acquires = new boolean[calls];
        this.reads = new boolean[calls];
        this.done = new boolean[calls];
        this.heldBy = filled(calls);
        this.releasing = filled(calls);
        this.readers = new int[calls];
        this.place = new int[calls];
    }

    private static int[] filled(int size) {
        int[] made = new int[size];
        Arrays.fill(made, NONE);
        return made;
    }

    @Override
    @Nullable NotLinearizable invoked(int call) {
        var operation = h.operation(call);
        String mode = RwLockModel.mode(operation);
        acquires[call] = RwLockModel.isAcquire(operation);
        reads[call] = mode.equals("read");
        int by = process[call];
        if (!acquires[call]) {
            int hold = heldBy[by];
            if (hold != NONE && !h.isTest(call) && (mode.isEmpty() || reads[call] == reads[hold])) {
                releasing[by] = call;
            }
            // A refused release is right if its process has no such hold, which stays so.
            done[call] = h.isTest(call) && !matches(hold, mode, call);
        } else if (h.isTest(call)) {
            done[call] = heldBy[by] != NONE;
        } else if (h.isOptional(call)) {
            maybeRead = reads[call] ? call : maybeRead;
            maybeWrite = reads[call] ? maybeWrite : call;
        } else if (strict) {
            (reads[call] ? pendingReads : pendingWrites).push(h.returnedAt(call), now);
        }
        return null;
    }

    private boolean matches(int hold, String mode, int call) {
        return hold != NONE && (mode.isEmpty() || reads[call] == reads[hold]);
    }

    @Override
    @Nullable NotLinearizable returned(int call) {
        if (done[call]) {
            return null;
        }
        if (acquires[call]) {
            return h.isTest(call) ? refused(call) : hold(call);
        }
        int by = process[call];
        if (h.isTest(call) || releasing[by] != call) {
            return strict ? unnamed() : new Core(h).addAll(c -> process[c] == by).blockedAt(call);
        }
        release(by);
        return null;
    }

    /** Lets {@code acquire} take effect, and releases before it where it needs them. */
    private @Nullable NotLinearizable hold(int acquire) {
        int by = process[acquire];
        if (heldBy[by] != NONE) {
            return strict
                    ? unnamed()
                    : new Core(h).addAll(c -> process[c] == by).blockedAt(acquire);
        }
        if (writer != NONE && !releaseEarly(writer)) {
            return excluded(writer, acquire);
        }
        while (!reads[acquire] && readerCount > 0) {
            int reader = readers[readerCount - 1];
            if (!releaseEarly(reader)) {
                return excluded(reader, acquire);
            }
        }
        done[acquire] = true;
        heldBy[by] = acquire;
        releasing[by] = NONE;
        if (reads[acquire]) {
            place[by] = readerCount;
            readers[readerCount++] = by;
        } else {
            writer = by;
        }
        return null;
    }

    private boolean releaseEarly(int holder) {
        int release = releasing[holder];
        if (release == NONE) {
            return false;
        }
        done[release] = true;
        release(holder);
        return true;
    }

    private void release(int holder) {
        lastHeld = now;
        if (holder == writer) {
            writer = NONE;
            lastWritten = now;
        } else {
            int last = readers[--readerCount];
            readers[place[holder]] = last;
            place[last] = place[holder];
        }
        heldBy[holder] = NONE;
        releasing[holder] = NONE;
    }

    private @Nullable NotLinearizable refused(int call) {
        int since = h.invokedAt(call);
        boolean right =
                writer != NONE
                        || (reads[call]
                                ? lastWritten > since
                                : readerCount > 0 || lastHeld > since);
        if (right) {
            return null;
        }
        int early = reads[call] ? writeEarly() : anyEarly();
        reliesOn(early);
        return early == NONE ? unnamed() : hold(early);
    }

    private int writeEarly() {
        int end = pendingWrites.pop(now);
        return end == ReturnHeap.NONE ? maybeWrite : ~h.event(end);
    }

    private int anyEarly() {
        int read = pendingReads.peek(now);
        int write = pendingWrites.peek(now);
        if (read != ReturnHeap.NONE && (write == ReturnHeap.NONE || read < write)) {
            return ~h.event(pendingReads.pop(now));
        }
        if (write != ReturnHeap.NONE) {
            return ~h.event(pendingWrites.pop(now));
        }
        if (maybeRead == NONE || maybeWrite == NONE) {
            return Math.max(maybeRead, maybeWrite);
        }
        int refused = laterReaderInNeedOfAWriter();
        reliesOn(refused);
        return refused == NONE ? maybeRead : maybeWrite;
    }

    /** A reader's refusal still to come that is not right because it reads already, or none. */
    private int laterReaderInNeedOfAWriter() {
        boolean[] holds = new boolean[heldBy.length];
        for (int i = 0; i < holds.length; i++) {
            holds[i] = heldBy[i] != NONE;
        }
        boolean[] right = done.clone();
        for (int at = now + 1; at < h.events(); at++) {
            int event = h.event(at);
            int call = event < 0 ? ~event : event;
            if (!h.isTest(call)) {
                holds[process[call]] = event < 0 ? isAcquire(call) : holds[process[call]];
            } else if (event >= 0) {
                right[call] = holds[process[call]];
            } else if (!right[call] && isReader(call) && lastWritten < h.invokedAt(call)) {
                return call;
            }
        }
        return NONE;
    }

    /** Notes that a choice was made for what {@code call} is at its return. */
    private void reliesOn(int call) {
        if (call != NONE
                && !h.isOptional(call)
                && (horizon == NONE || h.returnedAt(call) > h.returnedAt(horizon))) {
            horizon = call;
        }
    }

    private boolean isReader(int call) {
        var operation = h.operation(call);
        return RwLockModel.isAcquire(operation) && RwLockModel.mode(operation).equals("read");
    }

    /** What shows that {@code holder} certainly holds it: its acquire, and both's releases. */
    private NotLinearizable excluded(int holder, int acquire) {
        if (strict) {
            return unnamed();
        }
        int other = process[acquire];
        return Core.of(h, heldBy[holder], acquire)
                .addAll(c -> (process[c] == holder || process[c] == other) && !isAcquire(c))
                .blockedAt(acquire);
    }

    private boolean isAcquire(int call) {
        return RwLockModel.isAcquire(h.operation(call));
    }

    /**
     * With refusals, an acquire may count before its return for many reasons; no core is named. A
     * choice that relied on a later return makes no sense in a history that is cut before.
     */
    private NotLinearizable unnamed() {
        boolean isLater = horizon != NONE && h.returnedAt(horizon) > now;
        return new Core(h).blockedAt(isLater ? horizon : ~h.event(now));
    }
}
