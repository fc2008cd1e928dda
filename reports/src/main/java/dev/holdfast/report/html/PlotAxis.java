package dev.holdfast.report.html;

import dev.holdfast.report.experiment.Plot.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Values to pixels along one axis of a plot.
 *
 * @param low the value at {@code from}
 * @param high the value at {@code to}, above {@code low}
 * @param from the pixel of the lowest value
 * @param to the pixel of the highest one
 */
record PlotAxis(Unit unit, double low, double high, double from, double to) {
    private static final int TICKS_WANTED = 8;
    private static final int TICKS_MAX = 40;

    /** A value worth a line. */
    record Tick(double value, String label) {}

    /** An axis that shows all of these values. */
    static PlotAxis of(Unit unit, List<Double> values, double from, double to) {
        double max = values.stream().mapToDouble(v -> v).max().orElse(1);
        return switch (unit) {
            case SHARE -> new PlotAxis(unit, 0, Math.max(1, max), from, to);
            case NUMBER -> new PlotAxis(unit, 0, max > 0 ? max * 1.04 : 1, from, to);
            case ORDINAL -> new PlotAxis(unit, 0.5, Math.max(1, max) + 0.5, from, to);
            case LOGARITHM -> {
                double min = values.stream().mapToDouble(v -> v).filter(v -> v > 0).min().orElse(1);
                double top = Math.pow(10, Math.ceil(Math.log10(Math.max(max, min))));
                double bottom = Math.pow(10, Math.floor(Math.log10(min)));
                yield new PlotAxis(unit, bottom, Math.max(top, bottom * 10), from, to);
            }
        };
    }

    /** The pixel of a value, clamped to the axis. */
    double at(double value) {
        double share =
                unit == Unit.LOGARITHM
                        ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                        : (value - low) / (high - low);
        return from + (to - from) * Math.max(0, Math.min(1, share));
    }

    List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        if (unit == Unit.LOGARITHM) {
            for (double v = low; v <= high * 1.001 && ticks.size() < TICKS_MAX; v *= 10) {
                ticks.add(new Tick(v, number(v)));
            }
            return ticks;
        }
        double step =
                switch (unit) {
                    case SHARE -> 0.25;
                    case ORDINAL -> 1;
                    default -> step(high / TICKS_WANTED);
                };
        for (int i = unit == Unit.ORDINAL ? 1 : 0;
                i * step <= high * 1.0001 && i < TICKS_MAX;
                i++) {
            double v = i * step;
            ticks.add(
                    new Tick(
                            v,
                            unit == Unit.SHARE
                                    ? String.format(Locale.ROOT, "%.0f %%", 100 * v)
                                    : number(v)));
        }
        return ticks;
    }

    private static double step(double wanted) {
        double magnitude = Math.pow(10, Math.floor(Math.log10(wanted)));
        for (double factor : new double[] {1, 2, 5}) {
            if (magnitude * factor >= wanted) {
                return magnitude * factor;
            }
        }
        return magnitude * 10;
    }

    private static String number(double value) {
        return new BigDecimal(String.format(Locale.ROOT, "%.6g", value))
                .stripTrailingZeros()
                .toPlainString();
    }
}
