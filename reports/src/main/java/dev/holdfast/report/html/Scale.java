package dev.holdfast.report.html;

import dev.holdfast.report.view.TimeText;
import dev.holdfast.report.view.Timeline;
import java.util.ArrayList;
import java.util.List;

/** Moments to pixels, for one picture. */
record Scale(long start, long end, boolean byIndex) {
    /** Where the plot begins; names stand left of it. */
    static final double LEFT = 128;

    /** Width of the plot. */
    static final double PLOT = 1020;

    /** Width of the whole picture. */
    static final double WIDTH = LEFT + PLOT + 12;

    private static final double CHAR = 6.9;
    private static final int TICKS_WANTED = 9;

    /** A moment worth a line on the axis. */
    record Tick(long at, String label) {}

    static Scale of(Timeline t) {
        return new Scale(t.start(), Math.max(t.end(), t.start() + 1), t.byIndex());
    }

    /** The pixel of a moment, clamped to the plot. */
    double x(long moment) {
        double share = ((double) moment - start) / ((double) end - start);
        return LEFT + PLOT * Math.max(0, Math.min(1, share));
    }

    boolean sees(long moment) {
        return moment >= start && moment <= end;
    }

    boolean meets(long from, long to) {
        return from <= end && to >= start;
    }

    /** About how wide a label is; fonts differ, so with some reserve. */
    static double width(String label) {
        return label.length() * CHAR;
    }

    /** The first of these labels that fits, or an empty one. */
    static String fitting(double width, String... labels) {
        for (String label : labels) {
            if (width(label) + 6 <= width) {
                return label;
            }
        }
        return "";
    }

    List<Tick> ticks() {
        long step = step(((double) end - start) / TICKS_WANTED);
        List<Tick> ticks = new ArrayList<>();
        long first = Math.floorDiv(start + step - 1, step) * step;
        for (long at = first; at <= end && ticks.size() < 4 * TICKS_WANTED; at += step) {
            ticks.add(new Tick(at, byIndex ? "#" + at : TimeText.tick(at, step)));
        }
        return ticks;
    }

    private static long step(double wanted) {
        long step = 1;
        while (step < wanted && step < Long.MAX_VALUE / 20) {
            if (step * 2 >= wanted) {
                return step * 2;
            }
            if (step * 5 >= wanted) {
                return step * 5;
            }
            step *= 10;
        }
        return step;
    }
}
