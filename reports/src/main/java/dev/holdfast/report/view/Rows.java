package dev.holdfast.report.view;

import java.util.ArrayList;
import java.util.List;

/** Puts pieces of the axis, given in order of their start, on as few rows as keep them apart. */
final class Rows {
    private final List<Long> ends = new ArrayList<>();

    /** The row for the piece from {@code from} to {@code to}. */
    int place(long from, long to) {
        for (int row = 0; row < ends.size(); row++) {
            if (ends.get(row) < from) {
                ends.set(row, to);
                return row;
            }
        }
        ends.add(to);
        return ends.size() - 1;
    }

    int count() {
        return ends.size();
    }
}
