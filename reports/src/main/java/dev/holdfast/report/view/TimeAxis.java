package dev.holdfast.report.view;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;

/**
 * Where an op stands on the horizontal axis: at its time, or, in a history in which some op has no
 * time, at its position.
 *
 * @param byIndex whether positions are used
 * @param end where the history ends
 */
record TimeAxis(boolean byIndex, long end) {

    static TimeAxis of(History history) {
        long end = 0;
        for (Op op : history.ops()) {
            if (op.timeNanos() < 0) {
                return new TimeAxis(true, Math.max(0, history.size() - 1));
            }
            end = Math.max(end, op.timeNanos());
        }
        return new TimeAxis(false, end);
    }

    long at(Op op) {
        return byIndex ? op.index() : Math.max(0, op.timeNanos());
    }
}
