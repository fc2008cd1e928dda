package dev.holdfast.checker.io;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gate between a file and a history: takes events in the order of the file, refuses what cannot
 * be, mends and counts what is odd, and passes events on in the order of the history.
 *
 * <p>Intervals are closed: an operation that ends at the very stamp at which another begins
 * overlaps it. So among events with equal stamps invocations go first, as far as each process's own
 * order allows. Memory is O(process ids + events with one stamp).
 */
final class Intake {
    private final boolean raisesTimes;
    private final int mostEvents;
    private final int mostTies;
    private final OpSink sink;
    private final Processes processes = new Processes();
    private final List<Op> tied = new ArrayList<>();
    private long lastTime = Op.NO_TIME;
    private long lastIndex = -1;
    private int count;
    private int passed;
    private boolean lastIsRaised;
    private long adjusted;
    private long gaps;
    private boolean wantsMore = true;

    /**
     * An intake that feeds {@code sink}.
     *
     * @param raisesTimes whether a stamp before its predecessor's is raised above it, else refused
     */
    Intake(boolean raisesTimes, int mostEvents, int mostTies, OpSink sink) {
        this.raisesTimes = raisesTimes;
        this.mostEvents = mostEvents;
        this.mostTies = mostTies;
        this.sink = sink;
    }

    /** How many events were taken. */
    int count() {
        return count;
    }

    /** Whether the sink wants more. */
    boolean wantsMore() {
        return wantsMore;
    }

    /**
     * Takes the event in row {@code i}.
     *
     * @throws BadHistoryException if it cannot be, without its place
     */
    void take(EventBatch batch, int i) {
        if (count >= mostEvents) {
            throw new BadHistoryException(
                    "more than %d events; expected fewer: split the history".formatted(mostEvents));
        }
        index(batch.index[i]);
        long time = time(batch.time[i]);
        int process = batch.process[i];
        if (process != Op.NEMESIS) {
            process = pair(process, batch.type[i], batch.f[i]);
        }
        if (!tied.isEmpty() && (time == Op.NO_TIME || tied.get(0).timeNanos() != time)) {
            passOn();
        }
        if (tied.size() >= mostTies) {
            throw new BadHistoryException(
                    "more than %d events at time %d; expected fewer".formatted(mostTies, time));
        }
        tied.add(
                new Op(
                        count++,
                        time,
                        process,
                        batch.type[i],
                        batch.f[i],
                        batch.value[i],
                        batch.error[i]));
        if (time == Op.NO_TIME) {
            passOn();
        }
    }

    /** What was odd, when the file has ended. */
    Oddities finish(boolean truncated) {
        passOn();
        return new Oddities(
                count, truncated, adjusted, processes.renamed(), gaps, processes.open());
    }

    private void index(long index) {
        if (index < 0) {
            return;
        }
        if (index <= lastIndex) {
            throw new BadHistoryException(
                    "index %d comes after index %d; expected events in their real-time order"
                            .formatted(index, lastIndex));
        }
        gaps += lastIndex >= 0 && index != lastIndex + 1 ? 1 : 0;
        lastIndex = index;
    }

    /**
     * The stamp that an event gets. One that is raised comes right after its predecessor, so that
     * it shares its stamp with no other: the order of the file is what counts, and only events that
     * were stamped alike are put in another.
     */
    private long time(long time) {
        if (time == Op.NO_TIME) {
            return time;
        }
        if (time > lastTime || (time == lastTime && !lastIsRaised)) {
            lastIsRaised = false;
            lastTime = time;
            return time;
        }
        if (!raisesTimes) {
            throw new BadHistoryException(
                    "time %d is before the previous event's %d; stamps never decrease"
                            .formatted(time, lastTime));
        }
        adjusted++;
        lastIsRaised = true;
        return ++lastTime;
    }

    /** Pairs the event with its invocation; the id that its process has in the history. */
    private int pair(int process, OpType type, String f) {
        int slot = processes.slot(process);
        int since = processes.openSince(slot);
        if (type == OpType.INVOKE) {
            if (since >= 0) {
                throw new BadHistoryException(
                        "process %d invokes %s while its op %d is still open; it must complete first"
                                .formatted(process, Fields.shown(f), since));
            }
            if (since == Processes.GONE) {
                processes.rename(slot);
            }
            processes.open(slot, count, f);
            return processes.name(slot);
        }
        String asked = processes.openF(slot);
        if (since < 0 || asked == null) {
            throw new BadHistoryException(
                    ("process %d completes %s as %s but has no operation open; an invoke must"
                                    + " come first")
                            .formatted(process, Fields.shown(f), type.label()));
        }
        if (!asked.equals(f)) {
            throw new BadHistoryException(
                    "process %d completes %s but had invoked %s at op %d; expected the same f"
                            .formatted(process, Fields.shown(f), Fields.shown(asked), since));
        }
        processes.close(slot, type == OpType.INFO);
        return processes.name(slot);
    }

    private void passOn() {
        if (tied.size() == 1) {
            pass(tied.get(0));
        } else if (!tied.isEmpty()) {
            for (int i : TieOrder.of(tied)) {
                pass(tied.get(i));
            }
        }
        tied.clear();
    }

    private void pass(Op op) {
        int index = passed++;
        if (wantsMore) {
            wantsMore = sink.take(op.index() == index ? op : at(op, index));
        }
    }

    private static Op at(Op op, int index) {
        @Nullable Object value = op.value();
        return new Op(index, op.timeNanos(), op.process(), op.type(), op.f(), value, op.error());
    }
}
