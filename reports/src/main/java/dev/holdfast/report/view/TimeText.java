package dev.holdfast.report.view;

import dev.holdfast.checker.history.Op;
import java.util.Locale;

/** Times and lengths as a reader wants them: {@code 18.220 s}, {@code 412 ms}. */
public final class TimeText {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private TimeText() {}

    /** A moment, in seconds since the run started; a dash where it is not known. */
    public static String at(long nanos) {
        return nanos == Op.NO_TIME
                ? "–"
                : String.format(Locale.ROOT, "%.3f s", nanos / (double) SECOND);
    }

    /** A length of time, with three digits or so. */
    public static String length(long nanos) {
        long abs = nanos == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(nanos);
        if (abs >= 100 * SECOND) {
            return String.format(Locale.ROOT, "%.0f s", nanos / (double) SECOND);
        }
        if (abs >= SECOND) {
            return String.format(Locale.ROOT, "%.2f s", nanos / (double) SECOND);
        }
        if (abs >= 10 * MILLI || abs == 0) {
            return nanos / MILLI + " ms";
        }
        if (abs >= MILLI) {
            return String.format(Locale.ROOT, "%.1f ms", nanos / (double) MILLI);
        }
        return abs >= MICRO ? nanos / MICRO + " µs" : nanos + " ns";
    }

    /** A moment on an axis whose ticks are {@code stepNanos} apart. */
    public static String tick(long nanos, long stepNanos) {
        int digits = 0;
        for (long step = stepNanos; step < SECOND && digits < 9; step *= 10) {
            digits++;
        }
        return String.format(Locale.ROOT, "%." + digits + "f s", nanos / (double) SECOND);
    }
}
