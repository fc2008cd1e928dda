package dev.holdfast.bench;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.OpType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How many operations of one kind succeeded in a run, and how long they took, as their callers saw
 * it.
 *
 * @param succeeded how many ended ok
 * @param others how many ended otherwise, or never
 * @param span from the first invocation to the last completion
 * @param latencies of those that succeeded, in microseconds
 */
public record Throughput(long succeeded, long others, Duration span, Histogram latencies) {
    private static final int DIGITS = 3;

    /**
     * Reads it from a history. O(n).
     *
     * @param f which operations
     * @param warmUp at the beginning; what was asked for by then does not count
     */
    public static Throughput of(History history, String f, Duration warmUp) {
        Histogram latencies = new Histogram(DIGITS);
        long others = 0;
        long first = Long.MAX_VALUE;
        long last = 0;
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) != OpType.INVOKE
                    || !history.f(i).equals(f)
                    || history.op(i).timeNanos() < warmUp.toNanos()) {
                continue;
            }
            int completion = history.completionOf(i);
            if (completion == History.NONE || history.type(completion) != OpType.OK) {
                others++;
                continue;
            }
            long from = history.op(i).timeNanos();
            long to = history.op(completion).timeNanos();
            latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(to - from));
            first = Math.min(first, from);
            last = Math.max(last, to);
        }
        return new Throughput(
                latencies.getTotalCount(),
                others,
                Duration.ofNanos(Math.max(0, last - first)),
                latencies);
    }

    /** Successes a second; 0 if there were none. */
    public double perSecond() {
        return span.isZero() ? 0 : succeeded / (span.toNanos() / 1e9);
    }

    /** The latency that this share of the successes did not exceed, 0 to 100, in milliseconds. */
    public double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1000.0;
    }
}
