package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.model.Effect;
import dev.holdfast.checker.model.Nil;
import dev.holdfast.checker.subhistory.Subhistory;

/** The calls on a queue with their values as numbers. */
final class QueueCalls {
    static final int NONE = -1;

    /** By call the value that it enqueues, or that it is known to have dequeued. */
    final int[] enqueued;

    final int[] dequeued;

    /** By call whether it may have dequeued any value. */
    final boolean[] takesUnknown;

    /** By call whether it saw the queue empty. */
    final boolean[] sawEmpty;

    final int values;

    /** Whether any call saw the queue empty. */
    private boolean hasEmpty;

    /** The calls of {@code h}, which {@link #areSimple}. */
    QueueCalls(Subhistory h, Effort effort) {
        int calls = h.calls();
        enqueued = new int[calls];
        dequeued = new int[calls];
        takesUnknown = new boolean[calls];
        sawEmpty = new boolean[calls];
        ValueTable table = new ValueTable(calls);
        for (int at = 0; at < h.events(); at++) {
            effort.step(at);
            int call = Words.toldAt(h, at);
            if (call >= 0) {
                read(h, call, table);
            }
        }
        values = table.size();
    }

    private void read(Subhistory h, int call, ValueTable table) {
        Effect effect = Words.effect(h, call);
        Object result = effect.result();
        enqueued[call] = NONE;
        dequeued[call] = NONE;
        if (effect.f().equals("enqueue")) {
            if (!h.isTest(call)) { // as a test it says nothing
                Object value = effect.argument();
                enqueued[call] = table.add(value == null ? Nil.NIL : value);
            }
        } else if (result == null) {
            takesUnknown[call] = true;
        } else if (result == Nil.NIL) {
            sawEmpty[call] = true;
            hasEmpty = true;
        } else {
            dequeued[call] = table.add(result);
        }
    }

    boolean hasEmpty() {
        return hasEmpty;
    }

    /**
     * Whether nobody drains the queue, and what a call took is known only if it certainly did. Else
     * a history was weakened. O(calls).
     */
    static boolean areSimple(Subhistory h) {
        for (int call = 0; call < h.calls(); call++) {
            String f = h.invocation(call).f();
            if (!f.equals("enqueue") && (!f.equals("dequeue") || isWeakened(h, call))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWeakened(Subhistory h, int call) {
        return h.isOptional(call) && Words.effect(h, call).result() != null;
    }
}
