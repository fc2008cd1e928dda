package dev.holdfast.experiment;

import org.HdrHistogram.Histogram;

/**
 * How long something took, in microseconds; zeros where it never happened.
 *
 * @param count how often
 */
record Latency(long count, double p50, double p99, double max) {

    /** The quantiles of a histogram of microseconds. */
    static Latency of(Histogram histogram) {
        return histogram.getTotalCount() == 0
                ? new Latency(0, 0, 0, 0)
                : new Latency(
                        histogram.getTotalCount(),
                        histogram.getValueAtPercentile(50),
                        histogram.getValueAtPercentile(99),
                        histogram.getMaxValue());
    }

    /** For a table: {@code 1.20}; a dash if it never happened. */
    static String cell(long count, double micros) {
        return count == 0 ? "–" : Numbers.millis(micros);
    }
}
