package dev.holdfast.checker.linear;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes of a history of which it is known what they do to its verdict. */
final class Metamorphosis {
    private static final int FRESH = 1 << 20;

    private Metamorphosis() {}

    /** The same with other processes; the verdict stays. */
    static History renamed(History history, IntUnaryOperator process) {
        return mapped(
                history,
                op ->
                        with(
                                op,
                                op.isNemesis() ? op.process() : process.applyAsInt(op.process()),
                                op.type(),
                                op.value()));
    }

    /** The same with other whole numbers; the verdict stays if the model looks at none. */
    static History revalued(History history, UnaryOperator<Object> number) {
        return mapped(
                history, op -> with(op, op.process(), op.type(), revalue(op.value(), number)));
    }

    private static @Nullable Object revalue(@Nullable Object value, UnaryOperator<Object> number) {
        if (value instanceof Long) {
            return number.apply(value);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> changed = new ArrayList<>();
            list.forEach(item -> changed.add(revalue(item, number)));
            return changed;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> changed = new TreeMap<>();
            map.forEach((k, v) -> changed.put(String.valueOf(k), revalue(v, number)));
            return changed;
        }
        return value;
    }

    /**
     * The same with every so many-th read done twice: by a process of its own, over an interval a
     * bit wider. The verdict stays.
     */
    static History withReadsTwice(History history, Set<String> reads, int every) {
        List<Op> ops = new ArrayList<>();
        int seen = 0;
        Map<Integer, Integer> twin = new HashMap<>();
        for (Op op : history.ops()) {
            boolean isRead = reads.contains(op.f());
            if (isRead && op.isInvoke() && seen++ % every == 0) {
                Operation read = Operation.at(history, op.index());
                if (read.outcome() == OpType.OK) {
                    twin.put(op.index(), FRESH + seen);
                    ops.add(with(op, FRESH + seen, op.type(), op.value()));
                }
            }
            ops.add(op);
            Integer again = op.isInvoke() ? null : twin.get(history.invocationOf(op.index()));
            if (again != null) {
                ops.add(with(op, again, op.type(), op.value()));
            }
        }
        return History.of(ops);
    }

    /** The same with intervals moved into one another; an order that explained it still does. */
    static History widened(History history, SplittableRandom random, int moves) {
        List<Op> ops = new ArrayList<>(history.ops());
        for (int i = 0; i < moves; i++) {
            int at = random.nextInt(ops.size());
            move(ops, at, ops.get(at).isInvoke() ? -1 : 1, 1 + random.nextInt(40), false);
        }
        return retimed(ops);
    }

    /** The same with shorter intervals; what no order explained none explains now. */
    static History narrowed(History history, SplittableRandom random, int moves) {
        List<Op> ops = new ArrayList<>(history.ops());
        for (int i = 0; i < moves; i++) {
            int at = random.nextInt(ops.size());
            move(ops, at, ops.get(at).isInvoke() ? 1 : -1, 1 + random.nextInt(40), true);
        }
        return retimed(ops);
    }

    /**
     * Moves one event past others, but not past one of its process, nor, where intervals get
     * shorter, past one of the other type: that would make a pair overlap that did not.
     */
    private static void move(List<Op> ops, int from, int by, int most, boolean isShorter) {
        Op op = ops.get(from);
        int at = from;
        for (int i = 0; i < most; i++) {
            int next = at + by;
            if (next < 0 || next >= ops.size()) {
                return;
            }
            Op other = ops.get(next);
            boolean mayPass = other.process() != op.process() && !other.isNemesis();
            if (!mayPass || (isShorter && op.type() == OpType.INFO)) {
                return;
            }
            ops.set(at, other);
            ops.set(next, op);
            at = next;
        }
    }

    /** The same with the last operation of some processes of unknown outcome. */
    static History forgotten(History history, SplittableRandom random) {
        Map<Integer, Integer> last = new LinkedHashMap<>();
        for (Op op : history.ops()) {
            last.put(op.process(), op.index());
        }
        return mapped(
                history,
                op -> {
                    boolean isLast = op.isOk() && last.get(op.process()) == op.index();
                    return isLast && random.nextBoolean()
                            ? with(op, op.process(), OpType.INFO, null)
                            : op;
                });
    }

    /**
     * The same with every so many-th operation of unknown outcome; processes go on under new names,
     * so this is for models that do not ask who.
     */
    static History forgotten(History history, SplittableRandom random, int every) {
        Map<Integer, Integer> names = new HashMap<>();
        List<Op> ops = new ArrayList<>();
        int fresh = FRESH;
        for (Op op : history.ops()) {
            int process = names.getOrDefault(op.process(), op.process());
            if (op.isOk() && random.nextInt(every) == 0) {
                ops.add(with(op, process, OpType.INFO, null));
                names.put(op.process(), fresh++);
            } else {
                ops.add(with(op, process, op.type(), op.value()));
            }
        }
        return History.of(ops);
    }

    private static History mapped(History history, UnaryOperator<Op> change) {
        return History.of(history.ops().stream().map(change).toList());
    }

    private static History retimed(List<Op> ops) {
        List<Op> timed = new ArrayList<>();
        for (Op op : ops) {
            timed.add(
                    new Op(
                            timed.size(),
                            1_000L * timed.size(),
                            op.process(),
                            op.type(),
                            op.f(),
                            op.value(),
                            op.error()));
        }
        return History.of(timed);
    }

    private static Op with(Op op, int process, OpType type, @Nullable Object value) {
        return new Op(op.index(), op.timeNanos(), process, type, op.f(), value, op.error());
    }
}
