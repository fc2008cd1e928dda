package dev.holdfast.checker.io;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a history of the events of one file, and knows which line each came from.
 *
 * <p>Intervals are closed: an operation that ends at the very stamp at which another begins
 * overlaps it. So among events with equal stamps invocations go first, as far as each process's own
 * order allows.
 */
final class Assembler {
    /** A longer history would not fit the memory that the checkers are measured with. */
    static final int LONGEST = 50_000_000;

    private static final int LONGEST_MESSAGE = 1000;

    private final String file;
    private final boolean raiseTimes;
    private final ArrayList<Op> ops = new ArrayList<>();
    private int[] lines = new int[1024];
    private long lastTime = Op.NO_TIME;
    private boolean hasTies;
    private long adjusted;

    /** If {@code raiseTimes}, a stamp before its predecessor's is raised to it, else refused. */
    Assembler(String file, boolean raiseTimes) {
        this.file = file;
        this.raiseTimes = raiseTimes;
    }

    int size() {
        return ops.size();
    }

    /** Takes the next event, which stands at {@code line} of the file, counted from 1. */
    void add(Op op, int line) {
        if (ops.size() == LONGEST) {
            throw at(line, "more than " + LONGEST + " events; split the history");
        }
        Op taken = op;
        if (op.timeNanos() != Op.NO_TIME) {
            hasTies |= op.timeNanos() == lastTime;
            if (op.timeNanos() < lastTime) {
                taken = raise(op, line);
            }
            lastTime = taken.timeNanos();
        }
        if (ops.size() == lines.length) {
            lines = Arrays.copyOf(lines, lines.length * 2);
        }
        lines[ops.size()] = line;
        ops.add(taken);
    }

    private Op raise(Op op, int line) {
        if (!raiseTimes) {
            throw at(
                    line,
                    "time %d is before the previous event's %d; stamps never decrease"
                            .formatted(op.timeNanos(), lastTime));
        }
        adjusted++;
        hasTies = true;
        return new Op(
                op.index(), lastTime, op.process(), op.type(), op.f(), op.value(), op.error());
    }

    ReadResult finish(boolean truncated) {
        if (hasTies) {
            orderTies();
        }
        try {
            return new ReadResult(History.of(ops), truncated, adjusted);
        } catch (BadHistoryException e) {
            throw e.opIndex() == History.NONE ? e : at(lines[e.opIndex()], oneLine(e));
        }
    }

    /** The same complaint, with file and line in front. */
    BadHistoryException at(int line, String what) {
        return new BadHistoryException(
                Fields.clean(prefix() + line + ": " + what, LONGEST_MESSAGE));
    }

    /** {@code e} with file and line in front, if they are not there yet. */
    BadHistoryException located(BadHistoryException e, int line) {
        String message = oneLine(e);
        return message.startsWith(prefix()) ? e : at(line, message);
    }

    private String prefix() {
        return file + ":";
    }

    static String oneLine(Throwable e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private void orderTies() {
        int from = 0;
        while (from < ops.size()) {
            int to = from + 1;
            long time = ops.get(from).timeNanos();
            while (to < ops.size() && time != Op.NO_TIME && ops.get(to).timeNanos() == time) {
                to++;
            }
            if (to - from > 1) {
                int[] order = TieOrder.of(ops.subList(from, to));
                apply(order, from);
            }
            from = to;
        }
    }

    private void apply(int[] order, int from) {
        List<Op> tiedOps = new ArrayList<>(ops.subList(from, from + order.length));
        int[] tiedLines = Arrays.copyOfRange(lines, from, from + order.length);
        for (int i = 0; i < order.length; i++) {
            ops.set(from + i, tiedOps.get(order[i]));
            lines[from + i] = tiedLines[order[i]];
        }
    }
}
