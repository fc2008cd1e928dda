package dev.holdfast.report.experiment;

import dev.holdfast.report.view.SafeText;
import java.util.List;

/**
 * A diagram: what was measured, beside what a formula or a model says.
 *
 * @param title what it shows
 * @param caption how to read it
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series at most {@value #SERIES_MAX}, in the order of the legend
 */
public record Plot(String title, String caption, Axis x, Axis y, List<Series> series) {
    static final int SERIES_MAX = 8;
    static final int POINTS_MAX = 200;

    public Plot {
        title = SafeText.line(title);
        caption = SafeText.line(caption);
        series = List.copyOf(series);
        if (series.size() > SERIES_MAX) {
            throw new IllegalArgumentException(
                    "%d series, at most %d can be told apart".formatted(series.size(), SERIES_MAX));
        }
    }

    /**
     * An axis, which begins at zero if it is linear.
     *
     * @param label with the unit
     * @param unit how its numbers are written
     */
    public record Axis(String label, Unit unit) {
        public Axis {
            label = SafeText.name(label);
        }
    }

    /** How the numbers of an axis are written, and laid out. */
    public enum Unit {
        /** From 0 to 1, written as 0 % to 100 %. */
        SHARE,
        /** From zero up. */
        NUMBER,
        /** Whole numbers from one up that stand for something, so each has its place. */
        ORDINAL,
        /** Powers of ten, for values above zero. */
        LOGARITHM
    }

    /** What a series comes from, and so how it is drawn. */
    public enum Source {
        /** What the article says: a dashed line. */
        FORMULA,
        /** What a model says: a thin line. */
        MODEL,
        /** What was seen: marks with intervals, and a faint line from one to the next. */
        MEASURED,
        /** What was seen, where there is nothing between one mark and the next. */
        MARKS
    }

    /**
     * Points that belong together, from left to right.
     *
     * @param name for the legend
     * @param group series of one group have one colour and one mark, 0 or more
     */
    public record Series(String name, Source source, int group, List<Point> points) {
        public Series {
            name = SafeText.name(name);
            points = List.copyOf(points);
            if (points.size() > POINTS_MAX) {
                throw new IllegalArgumentException(
                        "%d points, at most %d".formatted(points.size(), POINTS_MAX));
            }
        }
    }

    /**
     * A point, with the interval in which the true value is believed to be.
     *
     * @param low at most {@code y}
     * @param high at least {@code y}
     */
    public record Point(double x, double y, double low, double high) {
        public Point {
            boolean isFinite =
                    Double.isFinite(x)
                            && Double.isFinite(y)
                            && Double.isFinite(low)
                            && Double.isFinite(high);
            if (!isFinite || low > y || high < y) {
                throw new IllegalArgumentException(
                        "a point is finite and within its interval, not (%s, %s in %s to %s)"
                                .formatted(x, y, low, high));
            }
        }

        /** A point without an interval. */
        public static Point of(double x, double y) {
            return new Point(x, y, y, y);
        }
    }
}
