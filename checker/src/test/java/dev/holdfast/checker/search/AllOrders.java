package dev.holdfast.checker.search;

import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides a tiny subhistory by trying every order of its calls.
 *
 * <p>Shares nothing with the searches but the model: no effects, no slots, no forced moments.
 */
final class AllOrders<S> {
    private record Seen(int placed, Object state) {}

    private final Model<S> model;
    private final Subhistory history;
    private final int end;
    private final Set<Seen> seen = new HashSet<>();

    private AllOrders(Model<S> model, Subhistory history, int end) {
        this.model = model;
        this.history = history;
        this.end = end;
    }

    static boolean isLinearizable(Subhistory h) {
        return isLinearizable(h, h.events());
    }

    /** The call of the first return that no order explains; -1 if there is none. */
    static int blocked(Subhistory h) {
        if (isLinearizable(h)) {
            return -1;
        }
        for (int p = 0; p < h.events(); p++) {
            if (h.event(p) < 0 && !isLinearizable(h, p + 1)) {
                return ~h.event(p);
            }
        }
        throw new AssertionError("not linearizable, but every beginning is");
    }

    /** Whether exactly these calls, all before event {@code end}, can lead to {@code state}. */
    static boolean canReach(Subhistory h, int end, Set<Integer> calls, Object state) {
        int placed = 0;
        for (int c : calls) {
            placed |= 1 << c;
        }
        return explore(h.model(), h, end).contains(new Seen(placed, state));
    }

    private static boolean isLinearizable(Subhistory h, int end) {
        int required = 0;
        for (int c = 0; c < h.calls(); c++) {
            required |= h.returnedAt(c) < end ? 1 << c : 0;
        }
        for (Seen s : explore(h.model(), h, end)) {
            if ((s.placed() & required) == required) {
                return true;
            }
        }
        return false;
    }

    private static <S> Set<Seen> explore(Model<S> model, Subhistory h, int end) {
        AllOrders<S> orders = new AllOrders<>(model, h, end);
        for (Object start : h.starts()) {
            @SuppressWarnings("unchecked")
            S state = (S) start;
            orders.search(0, state);
        }
        return orders.seen;
    }

    private void search(int placed, S state) {
        if (!seen.add(new Seen(placed, state))) {
            return;
        }
        for (int c = 0; c < history.calls(); c++) {
            if (canBeNext(placed, c)) {
                go(placed | 1 << c, state, history.operation(c));
            }
        }
        for (Operation free : history.free()) {
            go(placed, state, free);
        }
    }

    private void go(int placed, S state, Operation operation) {
        if (model.step(state, operation) instanceof Step.Next<S> next) {
            search(placed, next.state());
        }
    }

    private boolean canBeNext(int placed, int call) {
        if ((placed & 1 << call) != 0 || history.invokedAt(call) >= end) {
            return false;
        }
        for (int other = 0; other < history.calls(); other++) {
            boolean isBefore = history.returnedAt(other) < history.invokedAt(call);
            if (isBefore && (placed & 1 << other) == 0) {
                return false;
            }
        }
        return true;
    }

    static List<Integer> range(Subhistory h, int end) {
        List<Integer> calls = new ArrayList<>();
        for (int c = 0; c < h.calls(); c++) {
            if (h.invokedAt(c) < end) {
                calls.add(c);
            }
        }
        return calls;
    }
}
