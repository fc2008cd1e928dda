package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.Finding.NotLinearizable;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A first-in first-out queue to which no value is enqueued twice and which nobody saw empty.
 *
 * <p>Without returns of "empty", a history is linearizable if and only if each value is dequeued at
 * most once and not before it was enqueued, and there are no a and b such that a was certainly
 * enqueued before b and b certainly dequeued before a, or b dequeued and a never (Henzinger, Sezgin
 * and Vafeiadis 2013, "Aspect-oriented linearizability proofs", section 4).
 *
 * <p>An enqueue of unknown outcome happened if its value was dequeued; else it is left out. A value
 * that nobody is known to have dequeued, though a later one was, must have been taken by a dequeue
 * of unknown outcome that was invoked before that later one's dequeue returned; each such dequeue
 * takes one value, those with the earliest such return first. One that is taken so early drags
 * along only values that need it as early. O(n).
 */
final class FifoRule {
    private static final int NONE = -1;

    private final Subhistory h;
    private final Effort effort;
    private final int[] enqueued;
    private final int[] dequeued;
    private final boolean[] takesUnknown;
    private final int[] enqueue;
    private final int[] dequeue;

    /**
     * By value: a later value, certainly, whose dequeue returned first; for those never dequeued.
     */
    private final int[] overtaker;

    /** By position of a return: how many values a dequeue of unknown outcome must have taken. */
    private final int[] dueAt;

    FifoRule(Subhistory h, QueueCalls calls, Effort effort) {
        this.h = h;
        this.effort = effort;
        this.enqueued = calls.enqueued;
        this.dequeued = calls.dequeued;
        this.takesUnknown = calls.takesUnknown;
        this.enqueue = new int[calls.values];
        this.dequeue = new int[calls.values];
        this.overtaker = new int[calls.values];
        this.dueAt = new int[h.events()];
        Arrays.fill(enqueue, NONE);
        Arrays.fill(dequeue, NONE);
        Arrays.fill(overtaker, NONE);
    }

    Finding decide() {
        for (int call = 0; call < enqueued.length; call++) {
            int value = enqueued[call];
            if (value != NONE && enqueue[value] != NONE) {
                return new Finding.Undecided("a value is enqueued more than once");
            }
            if (value != NONE) {
                enqueue[value] = call;
            }
        }
        NotLinearizable found = pairs();
        if (found == null) {
            found = order();
        }
        if (found == null) {
            findOvertakers();
            found = unknownDequeues();
        }
        return found == null ? new Finding.Linearizable() : found;
    }

    private @Nullable NotLinearizable pairs() {
        for (int call = 0; call < dequeued.length; call++) {
            int value = dequeued[call];
            if (value == NONE) {
                continue;
            }
            if (enqueue[value] == NONE) {
                return Core.of(h, call).blocked();
            }
            if (dequeue[value] != NONE) {
                return Core.of(h, dequeue[value], call).blocked();
            }
            if (h.returnedAt(call) < h.invokedAt(enqueue[value])) {
                return Core.of(h, enqueue[value], call).blockedAt(call);
            }
            dequeue[value] = call;
        }
        return null;
    }

    /** Of values whose enqueue has returned, the one whose dequeue is invoked last goes along. */
    private @Nullable NotLinearizable order() {
        int last = NONE;
        for (int at = 0; at < h.events(); at++) {
            effort.step(at);
            int event = h.event(at);
            int value = enqueued[event < 0 ? ~event : event];
            if (value == NONE || dequeue[value] == NONE) {
                continue;
            }
            if (event < 0) {
                boolean later =
                        last == NONE || h.invokedAt(dequeue[value]) > h.invokedAt(dequeue[last]);
                last = later ? value : last;
            } else if (last != NONE && h.returnedAt(dequeue[value]) < h.invokedAt(dequeue[last])) {
                return Core.of(h, enqueue[last], enqueue[value], dequeue[last], dequeue[value])
                        .blocked();
            }
        }
        return null;
    }

    private void findOvertakers() {
        int first = NONE;
        for (int at = h.events() - 1; at >= 0; at--) {
            int event = h.event(at);
            int value = enqueued[event < 0 ? ~event : event];
            if (value == NONE) {
                continue;
            }
            if (dequeue[value] == NONE) {
                if (event < 0 && first != NONE) {
                    overtaker[value] = first;
                    dueAt[h.returnedAt(dequeue[first])]++;
                }
            } else if (event >= 0
                    && (first == NONE
                            || h.returnedAt(dequeue[value]) < h.returnedAt(dequeue[first]))) {
                first = value;
            }
        }
    }

    /**
     * Whether there are dequeues of unknown outcome enough for the queue to be empty after these
     * events too. If not, other moments might do. To be asked where nothing is wrong but for that.
     */
    boolean mayBeEmptyAfter(BitSet moments) {
        int[] due = dueAt.clone();
        for (int value = 0; value < enqueue.length; value++) {
            if (dequeue[value] != NONE || h.isOptional(enqueue[value])) {
                continue;
            }
            int moment = moments.nextSetBit(h.returnedAt(enqueue[value]));
            int by = overtaker[value];
            int known = by == NONE ? Integer.MAX_VALUE : h.returnedAt(dequeue[by]);
            if (moment >= 0 && moment < known) {
                due[moment]++;
                if (by != NONE) {
                    due[known]--;
                }
            }
        }
        int spare = 0;
        for (int at = 0; at < due.length && spare >= 0; at++) {
            int event = h.event(at);
            spare += event >= 0 && takesUnknown[event] ? 1 : 0;
            spare -= due[at];
        }
        return spare >= 0;
    }

    private @Nullable NotLinearizable unknownDequeues() {
        int spare = 0;
        for (int at = 0; at < dueAt.length; at++) {
            int event = h.event(at);
            if (event >= 0) {
                spare += takesUnknown[event] ? 1 : 0;
                continue;
            }
            spare -= dueAt[at];
            if (spare < 0) {
                return overtaken(at).blockedAt(~event);
            }
        }
        return null;
    }

    private Core overtaken(int until) {
        Core core = new Core(h).addAll(call -> takesUnknown[call]);
        boolean isOne = core.isEmpty();
        for (int value = 0; value < overtaker.length; value++) {
            int by = overtaker[value];
            if (by != NONE && h.returnedAt(dequeue[by]) <= until) {
                core.add(enqueue[value]).add(enqueue[by]).add(dequeue[by]);
                if (isOne) {
                    break;
                }
            }
        }
        return core;
    }
}
