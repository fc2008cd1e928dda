package dev.holdfast.report.html;

import dev.holdfast.report.experiment.Plot;
import dev.holdfast.report.experiment.Plot.Point;
import dev.holdfast.report.experiment.Plot.Series;
import dev.holdfast.report.experiment.Plot.Source;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Draws a {@link Plot}. Series differ in mark and line as well as in colour; what was measured has
 * its interval as a bar.
 */
final class PlotSvg {
    private static final double WIDTH = 640;
    private static final double HEIGHT = 340;
    private static final double LEFT = 58;
    private static final double RIGHT = 14;
    private static final double TOP = 12;
    private static final double BOTTOM = 44;
    private static final double MARK = 4;
    private static final int COLOURS = 8;
    private static final int SHAPES = 4;

    private final Plot plot;
    private final PlotAxis x;
    private final PlotAxis y;
    private final Svg svg = new Svg();

    private PlotSvg(Plot plot) {
        this.plot = plot;
        List<Point> points = plot.series().stream().flatMap(s -> s.points().stream()).toList();
        this.x =
                PlotAxis.of(
                        plot.x().unit(),
                        points.stream().map(Point::x).toList(),
                        LEFT,
                        WIDTH - RIGHT);
        this.y =
                PlotAxis.of(
                        plot.y().unit(),
                        points.stream().flatMap(p -> List.of(p.low(), p.high()).stream()).toList(),
                        HEIGHT - BOTTOM,
                        TOP);
    }

    /**
     * The picture's markup.
     *
     * @param id unique in the page; ids inside begin with it
     */
    static String draw(Plot plot, String id) {
        return new PlotSvg(plot).draw(id);
    }

    /** The mark and the line of a series, for a legend. */
    static String key(Plot plot, int series) {
        Svg svg = new Svg();
        svg.open("svg", "viewBox", "0 0 34 12", "class", "plot plot-key", "aria-hidden", "true");
        Series one = plot.series().get(series);
        svg.open("g", "class", css(one));
        if (one.source() != Source.MARKS) {
            svg.line(1, 6, 33, 6, "plot-line");
        }
        if (isSeen(one)) {
            mark(svg, one.group(), 17, 6);
        }
        return svg.close().close().markup();
    }

    private String draw(String id) {
        svg.open(
                "svg",
                "class",
                "plot",
                "viewBox",
                "0 0 %d %d".formatted((int) WIDTH, (int) HEIGHT),
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc");
        svg.text("title", plot.title(), "id", id + "-title");
        svg.text("desc", description(), "id", id + "-desc");
        axes();
        plot.series().forEach(this::draw);
        return svg.close().markup();
    }

    private void axes() {
        double bottom = HEIGHT - BOTTOM;
        for (PlotAxis.Tick tick : y.ticks()) {
            svg.line(LEFT, y.at(tick.value()), WIDTH - RIGHT, y.at(tick.value()), "grid");
            svg.text(
                    "text",
                    tick.label(),
                    "x",
                    LEFT - 8,
                    "y",
                    y.at(tick.value()) + 4,
                    "class",
                    "tick-y");
        }
        for (PlotAxis.Tick tick : x.ticks()) {
            svg.line(x.at(tick.value()), bottom, x.at(tick.value()), bottom + 5, "axis");
            svg.text(
                    "text",
                    tick.label(),
                    "x",
                    x.at(tick.value()),
                    "y",
                    bottom + 19,
                    "class",
                    "tick-x");
        }
        svg.line(LEFT, bottom, WIDTH - RIGHT, bottom, "axis");
        svg.text(
                "text",
                plot.x().label(),
                "x",
                (LEFT + WIDTH - RIGHT) / 2,
                "y",
                HEIGHT - 6,
                "class",
                "axis-label");
        svg.text(
                "text",
                plot.y().label(),
                "transform",
                "translate(13 %.0f) rotate(-90)".formatted((TOP + bottom) / 2),
                "class",
                "axis-label");
    }

    private void draw(Series series) {
        if (series.points().isEmpty()) {
            return;
        }
        svg.open("g", "class", css(series));
        if (series.source() != Source.MARKS) {
            svg.leaf("polyline", "class", "plot-line", "points", path(series.points()));
        }
        if (isSeen(series)) {
            for (Point p : series.points()) {
                if (p.high() > p.low()) {
                    svg.line(x.at(p.x()), y.at(p.low()), x.at(p.x()), y.at(p.high()), "bar");
                    cap(x.at(p.x()), y.at(p.low()));
                    cap(x.at(p.x()), y.at(p.high()));
                }
                mark(svg, series.group(), x.at(p.x()), y.at(p.y()));
            }
        }
        svg.close();
    }

    private void cap(double atX, double atY) {
        svg.line(atX - 3, atY, atX + 3, atY, "bar");
    }

    private String path(List<Point> points) {
        return points.stream()
                .map(p -> String.format(Locale.ROOT, "%.1f,%.1f", x.at(p.x()), y.at(p.y())))
                .collect(Collectors.joining(" "));
    }

    private static boolean isSeen(Series series) {
        return series.source() == Source.MEASURED || series.source() == Source.MARKS;
    }

    private static String css(Series series) {
        return "plot-%s p%d"
                .formatted(
                        series.source().name().toLowerCase(Locale.ROOT), series.group() % COLOURS);
    }

    private static void mark(Svg svg, int group, double x, double y) {
        // Four shapes, filled and then hollow.
        String css = group % COLOURS < SHAPES ? "mark" : "mark hollow";
        switch (group % SHAPES) {
            case 0 -> svg.leaf("circle", "cx", x, "cy", y, "r", MARK, "class", css);
            case 1 -> svg.rect(x - MARK, y - MARK, 2 * MARK, 2 * MARK, "class", css);
            case 2 ->
                    polygon(
                            svg,
                            css,
                            x,
                            y - MARK - 1,
                            x + MARK + 1,
                            y + MARK,
                            x - MARK - 1,
                            y + MARK);
            default ->
                    polygon(
                            svg,
                            css,
                            x,
                            y - MARK - 1,
                            x + MARK + 1,
                            y,
                            x,
                            y + MARK + 1,
                            x - MARK - 1,
                            y);
        }
    }

    private static void polygon(Svg svg, String css, double... corners) {
        StringBuilder points = new StringBuilder();
        for (double corner : corners) {
            points.append(String.format(Locale.ROOT, "%.1f ", corner));
        }
        svg.leaf("polygon", "points", points.toString().strip(), "class", css);
    }

    /** For those who do not see it: what is in it; the numbers stand in the tables. */
    private String description() {
        return "%s over %s: %s"
                .formatted(
                        plot.y().label(),
                        plot.x().label(),
                        plot.series().stream()
                                .map(s -> s.name() + " (" + s.points().size() + " points)")
                                .collect(Collectors.joining(", ")));
    }
}
