package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Finding.NotLinearizable;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * When a queue, of any order, may be empty.
 *
 * <p>An element is certainly there from the return of its enqueue to the invocation of its dequeue.
 * A dequeue that saw the queue empty contradicts that if at each moment between its invocation and
 * its return something is certainly there, be it one element after another. Of a value that is
 * enqueued several times, as many are there at least as enqueues have returned more than dequeues
 * were invoked. An element that nobody is known to have dequeued may have been taken by a dequeue
 * of unknown outcome; each of those takes one at most, from its invocation on.
 *
 * <p>Where all values are different nothing else forbids to see the queue empty: let each enqueue
 * take effect at its return, and each dequeue at its invocation, or both at once if they overlap;
 * and let the dequeues of unknown outcome take what nobody else does, in order, as soon as it is
 * there. Then all moments at which anything can be missing are such at once. That holds for
 * first-in first-out queues too (Henzinger, Sezgin and Vafeiadis 2013, "Aspect-oriented
 * linearizability proofs", section 4), but for dequeues of unknown outcome, which may be needed for
 * what was overtaken. O(n).
 */
final class EmptyRule extends Sweep {
    private static final int NONE = -1;

    private final QueueCalls calls;

    /** By value: whether each one that was ever enqueued is known to be dequeued. */
    private final boolean[] isClosed;

    /** By value: of how many the enqueue returned, less of how many the dequeue was invoked. */
    private final int[] surplus;

    /** How many are certainly there by what is known, of closed values and of others. */
    private long closedThere;

    private long openThere;

    /** How many dequeues of unknown outcome there were so far, and in all. */
    private long takers;

    private final boolean hasTakers;
    private final boolean isExact;

    /** The event after which the queue may have been empty last. */
    private int emptyAfter = NONE;

    /** How many calls that saw it empty wait for a moment when it can have been. */
    private int waiting;

    private final BitSet moments = new BitSet();

    EmptyRule(Subhistory h, QueueCalls calls) {
        super(h);
        this.calls = calls;
        this.isClosed = new boolean[calls.values];
        this.surplus = new int[calls.values];
        int[] enqueues = new int[calls.values];
        int[] dequeues = new int[calls.values];
        boolean someTake = false;
        boolean differ = true;
        for (int call = 0; call < h.calls(); call++) {
            someTake |= calls.takesUnknown[call];
            if (calls.enqueued[call] != NONE) {
                differ &= ++enqueues[calls.enqueued[call]] == 1;
            } else if (calls.dequeued[call] != NONE) {
                dequeues[calls.dequeued[call]]++;
            }
        }
        for (int value = 0; value < isClosed.length; value++) {
            isClosed[value] = dequeues[value] >= enqueues[value];
        }
        hasTakers = someTake;
        isExact = differ;
    }

    /** Whether a queue without an order that breaks no other rule and not this one is fine. */
    boolean isExact() {
        return isExact;
    }

    /** After which events it must have been empty for what was seen; as early as possible. */
    BitSet moments() {
        return moments;
    }

    @Override
    @Nullable NotLinearizable invoked(int call) {
        if (calls.dequeued[call] != NONE) {
            change(calls.dequeued[call], -1);
        } else if (calls.takesUnknown[call]) {
            takers++;
        } else if (calls.sawEmpty[call]) {
            waiting++;
        }
        look();
        return null;
    }

    @Override
    @Nullable NotLinearizable returned(int call) {
        if (calls.sawEmpty[call] && emptyAfter < h.invokedAt(call)) {
            return contradiction(call);
        }
        if (calls.enqueued[call] != NONE) {
            change(calls.enqueued[call], 1);
        }
        look();
        return null;
    }

    private void change(int value, int by) {
        int before = Math.max(0, surplus[value]);
        surplus[value] += by;
        int change = Math.max(0, surplus[value]) - before;
        if (isClosed[value]) {
            closedThere += change;
        } else {
            openThere += change;
        }
    }

    private void look() {
        if (closedThere == 0 && openThere <= takers) {
            emptyAfter = now;
            if (waiting > 0) {
                moments.set(now);
                waiting = 0;
            }
        }
    }

    private NotLinearizable contradiction(int empty) {
        boolean[] chosen = new boolean[surplus.length];
        boolean isCovered = new Cover(empty).choose(chosen);
        Core core = new Core(h);
        if (isCovered) {
            core.add(empty).addAll(call -> isOf(chosen, call));
        }
        if (!hasTakers) {
            return core.blockedAt(empty);
        }
        return core.blockedAt(lastThatTells(empty));
    }

    private boolean isOf(boolean[] chosen, int call) {
        int value = calls.enqueued[call] == NONE ? calls.dequeued[call] : calls.enqueued[call];
        return value != NONE && chosen[value];
    }

    /** The last call that must have returned for it to be certain what was not taken unseen. */
    private int lastThatTells(int empty) {
        int end = h.returnedAt(empty);
        boolean[] matters = new boolean[surplus.length];
        int last = empty;
        for (int call = 0; call < h.calls(); call++) {
            if (calls.enqueued[call] != NONE && h.invokedAt(call) < end) {
                matters[calls.enqueued[call]] = isClosed[calls.enqueued[call]];
            }
        }
        for (int call = 0; call < h.calls(); call++) {
            boolean tells = calls.dequeued[call] != NONE && matters[calls.dequeued[call]];
            if (tells && h.returnedAt(call) > h.returnedAt(last)) {
                last = call;
            }
        }
        return last;
    }

    /** Looks for values of which one or another is there all the time. */
    private final class Cover {
        private final int empty;
        private final int[] there = new int[surplus.length];

        /** Values in the order in which they came; some may have gone. */
        private final Deque<Integer> came = new ArrayDeque<>();

        Cover(int empty) {
            this.empty = empty;
        }

        /** Marks them; false if it takes more than single values to be certain. */
        boolean choose(boolean[] chosen) {
            for (int at = 0; at < h.returnedAt(empty); at++) {
                int event = h.event(at);
                if (event >= 0 && calls.dequeued[event] != NONE) {
                    there[calls.dequeued[event]]--;
                } else if (event < 0 && calls.enqueued[~event] != NONE) {
                    came(calls.enqueued[~event]);
                }
                if (at >= h.invokedAt(empty) && !chooseOne(chosen)) {
                    return false;
                }
            }
            return true;
        }

        private void came(int value) {
            if (++there[value] == 1 && (isClosed[value] || !hasTakers)) {
                came.push(value);
            }
        }

        private boolean chooseOne(boolean[] chosen) {
            while (!came.isEmpty() && there[came.peek()] <= 0) {
                came.pop();
            }
            if (came.isEmpty()) {
                return false;
            }
            chosen[came.peek()] = true;
            return true;
        }
    }
}
