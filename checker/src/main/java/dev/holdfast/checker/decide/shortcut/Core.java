package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Finding.NotLinearizable;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** The calls that contradict each other, as they are gathered; each once, by number. */
final class Core {
    private final Subhistory h;
    private final TreeSet<Integer> calls = new TreeSet<>();

    Core(Subhistory h) {
        this.h = h;
    }

    static Core of(Subhistory h, int... calls) {
        Core core = new Core(h);
        for (int call : calls) {
            core.add(call);
        }
        return core;
    }

    Core add(int call) {
        calls.add(call);
        return this;
    }

    /** Adds all calls that are {@code such}. O(calls). */
    Core addAll(IntPredicate such) {
        for (int call = 0; call < h.calls(); call++) {
            if (such.test(call)) {
                calls.add(call);
            }
        }
        return this;
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** The contradiction, seen at the return of {@code blocked}. */
    NotLinearizable blockedAt(int blocked) {
        return new NotLinearizable(blocked, List.copyOf(calls));
    }

    /**
     * The contradiction, seen at the last return among these calls.
     *
     * <p>Let everything be dropped that was invoked later. Then the required ones among these are
     * all there, each returned, and everything else was optional anyway: still a contradiction.
     */
    NotLinearizable blocked() {
        int last = -1;
        for (Iterator<Integer> i = calls.iterator(); i.hasNext(); ) {
            int call = i.next();
            if (!h.isOptional(call) && (last < 0 || h.returnedAt(call) > h.returnedAt(last))) {
                last = call;
            }
        }
        if (last < 0) {
            throw new IllegalStateException("optional calls alone contradict each other: " + calls);
        }
        return blockedAt(last);
    }
}
