package dev.holdfast.checker.oracle;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides a tiny history by trying every order of its operations.
 *
 * <p>It shares nothing with the deciders but the models: no forced moments, no exchange arguments,
 * no classes. An optional call may be left out; one that never returned may come at any later time.
 */
final class BruteForce<S> {
    /** An operation that must, or may, happen between two events. */
    record Call(Operation operation, int from, int to, boolean optional) {
        static Call must(Operation o, int to) {
            return new Call(o, o.invocation().index(), to, false);
        }

        static Call may(Operation o, int to) {
            return new Call(o, o.invocation().index(), to, true);
        }
    }

    private record Seen(int mask, Object state) {}

    private final Model<S> model;
    private final List<Call> calls;
    private final Set<Seen> seen = new HashSet<>();

    private BruteForce(Model<S> model, List<Call> calls) {
        this.model = model;
        this.calls = calls;
    }

    static <S> boolean isLinearizable(Model<S> model, List<Call> calls) {
        return new BruteForce<>(model, calls).search(0, model.initial());
    }

    private boolean search(int mask, S state) {
        if (!seen.add(new Seen(mask, state))) {
            return false;
        }
        boolean done = true;
        for (int i = 0; i < calls.size(); i++) {
            done &= (mask & 1 << i) != 0 || calls.get(i).optional();
        }
        if (done) {
            return true;
        }
        for (int i = 0; i < calls.size(); i++) {
            if ((mask & 1 << i) == 0 && isNext(mask, i)) {
                Step<S> step = model.step(state, calls.get(i).operation());
                if (step instanceof Step.Next<S> next && search(mask | 1 << i, next.state())) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isNext(int mask, int i) {
        for (int j = 0; j < calls.size(); j++) {
            boolean unplaced = (mask & 1 << j) == 0;
            if (unplaced && j != i && calls.get(j).to() < calls.get(i).from()) {
                if (!calls.get(j).optional()) {
                    return false;
                }
            }
        }
        // An optional call with an end is dead once something invoked after that end was placed.
        for (int j = 0; j < calls.size(); j++) {
            boolean placed = (mask & 1 << j) != 0;
            if (placed && calls.get(i).to() < calls.get(j).from()) {
                return false;
            }
        }
        return true;
    }

    /** Ok operations must happen, unknown ones may, failed ones did not. */
    static List<Call> lenient(History history) {
        return calls(history, false);
    }

    /** As {@link #lenient}, and failed operations are tests that must fit. */
    static List<Call> strict(History history) {
        return calls(history, true);
    }

    private static List<Call> calls(History history, boolean strict) {
        List<Call> calls = new ArrayList<>();
        for (Op op : history.ops()) {
            if (!op.isInvoke()) {
                continue;
            }
            Operation o = Operation.at(history, op.index());
            int end = history.completionOf(op.index());
            if (o.outcome() == OpType.INFO) {
                calls.add(Call.may(o, Integer.MAX_VALUE));
            } else if (o.outcome() == OpType.OK || strict) {
                calls.add(Call.must(o, end));
            }
        }
        return calls;
    }
}
