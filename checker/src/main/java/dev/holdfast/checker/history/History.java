package dev.holdfast.checker.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of a run in real-time order, each invocation paired with its completion.
 *
 * <p>The order of the list is the real-time order; stamps only illustrate it. Immutable and safe
 * for any number of threads.
 */
public final class History {
    /** What {@link #completionOf} and {@link #invocationOf} say where there is none. */
    public static final int NONE = -1;

    private final List<Op> ops;
    private final int[] pair;

    private final Columns columns;
    private final List<FaultWindow> faultWindows;

    private History(List<Op> ops, int[] pair, Columns columns, List<FaultWindow> faultWindows) {
        this.ops = ops;
        this.pair = pair;
        this.columns = columns;
        this.faultWindows = faultWindows;
    }

    /**
     * Makes a history of these events, renumbering them from 0.
     *
     * <p>O(n).
     *
     * @throws BadHistoryException if a process invokes while an operation of its own is open, acts
     *     after an info, or completes what it did not invoke
     */
    public static History of(List<Op> events) {
        List<Op> ops = new ArrayList<>(events.size());
        int[] pair = new int[events.size()];
        Columns columns = new Columns(events.size());
        IntTable last = new IntTable();
        for (Op event : events) {
            int index = ops.size();
            Op op = renumber(event, index);
            ops.add(op);
            pair[index] = NONE;
            columns.set(index, op);
            if (op.isNemesis()) {
                continue;
            }
            int before = last.get(op.process());
            if (op.isInvoke()) {
                requireIdle(op, before == NONE ? null : ops.get(before));
            } else {
                int invocation = requireOpen(op, before == NONE ? null : ops.get(before));
                pair[index] = invocation;
                pair[invocation] = index;
            }
            last.put(op.process(), index);
        }
        return new History(Collections.unmodifiableList(ops), pair, columns, windows(ops));
    }

    private static Op renumber(Op op, int index) {
        return op.index() == index
                ? op
                : new Op(
                        index,
                        op.timeNanos(),
                        op.process(),
                        op.type(),
                        op.f(),
                        op.value(),
                        op.error());
    }

    private static void requireIdle(Op op, @Nullable Op before) {
        if (before != null && before.isInvoke()) {
            throw new BadHistoryException(
                    op.index(),
                    ("op %d: process %d invokes %s while its op %d is still open; it"
                                    + " must complete first")
                            .formatted(op.index(), op.process(), op.f(), before.index()));
        }
        if (before != null && before.type() == OpType.INFO) {
            throw new BadHistoryException(
                    op.index(),
                    ("op %d: process %d invokes %s after its info at op %d; it must go"
                                    + " on under a new id")
                            .formatted(op.index(), op.process(), op.f(), before.index()));
        }
    }

    private static int requireOpen(Op op, @Nullable Op before) {
        if (before == null || !before.isInvoke()) {
            throw new BadHistoryException(
                    op.index(),
                    ("op %d: process %d completes %s as %s but has no operation open;"
                                    + " an invoke must come first")
                            .formatted(op.index(), op.process(), op.f(), op.type().label()));
        }
        if (!before.f().equals(op.f())) {
            throw new BadHistoryException(
                    op.index(),
                    "op %d: process %d completes %s but had invoked %s at op %d"
                            .formatted(
                                    op.index(), op.process(), op.f(), before.f(), before.index()));
        }
        return before.index();
    }

    private static List<FaultWindow> windows(List<Op> ops) {
        Map<String, FaultWindow> windows = new LinkedHashMap<>();
        long end = ops.isEmpty() ? 0 : ops.get(ops.size() - 1).timeNanos();
        for (Op op : ops) {
            String id = op.isNemesis() ? op.string("id") : null;
            if (id == null || !"done".equals(op.string("phase"))) {
                continue;
            }
            FaultWindow w = windows.get(id);
            Long millis = op.f().equals(FaultWindow.STALL) ? op.number("ms") : null;
            if (millis != null) {
                windows.put(id, FaultWindow.stall(id, text(op, "target"), op.timeNanos(), millis));
                continue;
            }
            if (op.f().startsWith("start-")) {
                windows.put(
                        id,
                        new FaultWindow(
                                id,
                                op.f().substring("start-".length()),
                                text(op, "target"),
                                op.timeNanos(),
                                end,
                                false,
                                text(op, "proof")));
            } else if (w != null) {
                windows.put(
                        id,
                        new FaultWindow(
                                id,
                                w.kind(),
                                w.target(),
                                w.startNanos(),
                                op.timeNanos(),
                                true,
                                w.proof()));
            }
        }
        List<FaultWindow> all = List.copyOf(windows.values());
        return all.stream().filter(w -> !isExplained(w, all)).toList();
    }

    /** A node that a fault stops stands still, and says so, too. */
    private static boolean isExplained(FaultWindow stall, List<FaultWindow> all) {
        return stall.kind().equals(FaultWindow.STALL)
                && all.stream()
                        .anyMatch(
                                w ->
                                        !w.kind().equals(FaultWindow.STALL)
                                                && w.target().equals(stall.target())
                                                && w.startNanos() <= stall.endNanos()
                                                && w.endNanos() >= stall.startNanos());
    }

    private static String text(Op op, String key) {
        String s = op.string(key);
        return s == null ? "" : s;
    }

    /** How many events there are. */
    public int size() {
        return ops.size();
    }

    /** The event at {@code index}. */
    public Op op(int index) {
        return ops.get(index);
    }

    /** The type of the event at {@code index}. */
    public OpType type(int index) {
        return columns.type(index);
    }

    /** What is done in the event at {@code index}. */
    public String f(int index) {
        return columns.f(index);
    }

    /** Whether the event at {@code index} is a fault's and not a client's. */
    public boolean isNemesis(int index) {
        return columns.process(index) == Op.NEMESIS;
    }

    /** Whether the value of the event at {@code index} is a whole number, a {@link Long}. */
    public boolean isNumber(int index) {
        return columns.isNumber(index);
    }

    /** That number; 0 if it is none. */
    public long number(int index) {
        return columns.number(index);
    }

    /** Whether the value of the event at {@code index} has fields: whether it is a map. */
    public boolean hasFields(int index) {
        return columns.hasFields(index);
    }

    /** All events in order. */
    public List<Op> ops() {
        return ops;
    }

    /** The index of the completion of the invocation at {@code index}, or {@link #NONE}. */
    public int completionOf(int index) {
        return pair[index] > index ? pair[index] : NONE;
    }

    /** The index of the invocation of the completion at {@code index}, or {@link #NONE}. */
    public int invocationOf(int index) {
        return pair[index] < index ? pair[index] : NONE;
    }

    /** The faults that verifiably took effect, in order of their start. */
    public List<FaultWindow> faultWindows() {
        return faultWindows;
    }

    /** The time of the last event, nanoseconds since the run started; 0 if there is none. */
    public long endNanos() {
        return ops.isEmpty() ? 0 : Math.max(0, ops.get(ops.size() - 1).timeNanos());
    }
}
