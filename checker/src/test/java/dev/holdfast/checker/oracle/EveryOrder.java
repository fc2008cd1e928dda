package dev.holdfast.checker.oracle;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Decides a tiny history by trying every order of its operations and every choice of those whose
 * outcome is unknown.
 *
 * <p>Reads histories itself and asks of the model only which object an operation is about and what
 * it makes of a state: neither effects nor what is read-only.
 */
final class EveryOrder {
    private static final int NEVER = Integer.MAX_VALUE;

    /**
     * One operation: happens after event {@code from} and before event {@code to}, if at all.
     *
     * @param isSure whether it happens
     */
    private record Call(Operation operation, int from, int to, boolean isSure) {}

    private record Seen(long happened, Object state) {}

    private EveryOrder() {}

    /**
     * {@code valid}, {@code invalid}, or {@code unknown} where nothing is sure to have happened.
     */
    static String word(History history, Model<?> model, Fails fails) {
        if (!isLinearizable(history, model, fails)) {
            return "invalid";
        }
        boolean isSure =
                history.ops().stream()
                        .anyMatch(
                                o ->
                                        o.isOk()
                                                || (o.type() == OpType.FAIL
                                                        && isTest(o.type(), fails)));
        return isSure ? "valid" : "unknown";
    }

    /**
     * What a proof leaves of a history.
     *
     * @param sure the invocations of operations that happened before they returned; all others
     *     happen or do not, at any time
     * @param bound those of operations that happened only after they were asked for
     * @param begin operations that returned before this event happened before that, if at all
     * @param end what is invoked after this event is left out
     */
    record Claim(IntPredicate sure, IntPredicate bound, int begin, int end) {
        static final Claim ALL = new Claim(i -> true, i -> true, 0, NEVER);
    }

    static boolean isLinearizable(History history, Model<?> model, Fails fails) {
        return isLinearizable(history, model, fails, Claim.ALL);
    }

    static boolean isLinearizable(History history, Model<?> model, Fails fails, Claim claim) {
        Map<Object, List<Call>> parts = new HashMap<>();
        for (Op op : history.ops()) {
            if (!op.isInvoke() || op.index() > claim.end) {
                continue;
            }
            Operation operation = Operation.at(history, op.index());
            OpType outcome = operation.outcome();
            if (outcome == OpType.FAIL && !isTest(outcome, fails)) {
                continue;
            }
            boolean isBound = claim.bound.test(op.index());
            boolean isSure = claim.sure.test(op.index()) && outcome != OpType.INFO;
            int end = history.completionOf(op.index());
            boolean isOver = outcome != OpType.INFO && end < claim.begin;
            Object part = model.part(new Operation(op, null));
            parts.computeIfAbsent(Objects.requireNonNullElse(part, "only"), p -> new ArrayList<>())
                    .add(
                            new Call(
                                    operation,
                                    isBound ? op.index() : -1,
                                    isSure || isOver ? end : NEVER,
                                    isSure));
        }
        return parts.values().stream().allMatch(calls -> isLinearizable(calls, model));
    }

    private static boolean isTest(OpType outcome, Fails fails) {
        return outcome == OpType.FAIL && fails == Fails.STRICT;
    }

    private static <S> boolean isLinearizable(List<Call> calls, Model<S> model) {
        return search(calls, model, 0, model.initial(), new HashSet<>());
    }

    private static <S> boolean search(
            List<Call> calls, Model<S> model, long happened, S state, Set<Seen> seen) {
        int deadline = NEVER;
        int now = -1;
        for (int c = 0; c < calls.size(); c++) {
            Call call = calls.get(c);
            if ((happened & 1L << c) != 0) {
                now = Math.max(now, call.from);
            } else if (call.isSure) {
                deadline = Math.min(deadline, call.to);
            }
        }
        if (deadline == NEVER) {
            return true;
        }
        if (!seen.add(new Seen(happened, state))) {
            return false;
        }
        for (int c = 0; c < calls.size(); c++) {
            Call call = calls.get(c);
            boolean isNext = (happened & 1L << c) == 0 && call.from < deadline && call.to > now;
            if (isNext) {
                Step<S> step = model.step(state, call.operation);
                if (step instanceof Step.Next<S> next
                        && search(calls, model, happened | 1L << c, next.state(), seen)) {
                    return true;
                }
            }
        }
        return false;
    }
}
