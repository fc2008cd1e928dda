package dev.holdfast.report.view;

import dev.holdfast.report.view.Timeline.Crowd;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what is too much to be drawn one by one, so that where something happened is never left
 * blank.
 */
final class Crowds {
    private static final int CELLS = 100;

    private final Span window;
    private final int[] counts = new int[CELLS];

    Crowds(Span window) {
        this.window = window;
    }

    void add(long from) {
        double share = ((double) from - window.from()) / Math.max(1, window.length());
        counts[Math.max(0, Math.min(CELLS - 1, (int) (share * CELLS)))]++;
    }

    /** Neighbouring cells that are not empty, put together. */
    List<Crowd> found() {
        List<Crowd> found = new ArrayList<>();
        int first = -1;
        int count = 0;
        for (int i = 0; i <= CELLS; i++) {
            if (i < CELLS && counts[i] > 0) {
                first = first < 0 ? i : first;
                count += counts[i];
            } else if (first >= 0) {
                found.add(new Crowd(edge(first), edge(i), count));
                first = -1;
                count = 0;
            }
        }
        return found;
    }

    private long edge(int cell) {
        return window.from() + (long) ((double) window.length() * cell / CELLS);
    }
}
