package dev.holdfast.report.experiment;

import dev.holdfast.report.experiment.ExperimentPage.Fact;
import dev.holdfast.report.experiment.Plot.Axis;
import dev.holdfast.report.experiment.Plot.Point;
import dev.holdfast.report.experiment.Plot.Series;
import dev.holdfast.report.experiment.Plot.Source;
import dev.holdfast.report.experiment.Plot.Unit;
import dev.holdfast.report.experiment.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** Pages with made-up numbers. */
public final class SamplePage {
    private SamplePage() {}

    /** A page in which this string stands wherever one can. */
    public static ExperimentPage with(String s) {
        return new ExperimentPage(
                s,
                s,
                s,
                s,
                List.of(new Fact(s, s)),
                List.of(share(s), times(s)),
                List.of(
                        new Table(
                                s,
                                s,
                                List.of(Column.words(s), Column.numbers(s)),
                                List.of(List.of(s, s), List.of("a", "1")))),
                List.of(s, s),
                List.of(s),
                List.of(s),
                List.of(s),
                s);
    }

    private static Plot share(String s) {
        List<Point> formula = new ArrayList<>();
        List<Point> measured = new ArrayList<>();
        for (int n = 1; n <= 16; n++) {
            formula.add(Point.of(n, 1 - 1.0 / n));
            measured.add(new Point(n, 1.0 / n, 0.8 / n, Math.min(1, 1.2 / n)));
        }
        return new Plot(
                s,
                s,
                new Axis(s, Unit.NUMBER),
                new Axis(s, Unit.SHARE),
                List.of(
                        new Series(s, Source.FORMULA, 7, formula),
                        new Series(s, Source.MODEL, 0, measured),
                        new Series(s, Source.MEASURED, 0, measured),
                        new Series(s, Source.MEASURED, 1, List.of())));
    }

    private static Plot times(String s) {
        return new Plot(
                s,
                s,
                new Axis(s, Unit.NUMBER),
                new Axis(s, Unit.LOGARITHM),
                List.of(
                        new Series(
                                s, Source.MEASURED, 1, List.of(Point.of(1, 0.4), Point.of(2, 73))),
                        new Series(
                                s, Source.MEASURED, 2, List.of(Point.of(1, 5), Point.of(2, 900))),
                        new Series(s, Source.MEASURED, 3, List.of(Point.of(1, 7)))));
    }
}
