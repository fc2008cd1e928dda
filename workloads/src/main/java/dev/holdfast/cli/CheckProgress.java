package dev.holdfast.cli;

import dev.holdfast.checker.decide.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * How a long check is told while it goes on, on standard error: one live line on a terminal, a
 * plain line every few seconds elsewhere. Safe for any number of threads.
 */
final class CheckProgress implements Progress {
    private static final long LIVE_NANOS = 200_000_000L;
    private static final long PLAIN_NANOS = 5_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter err;
    private final String file;
    private final boolean live = Boolean.getBoolean("holdfast.terminal");
    private final long startNanos = System.nanoTime();
    private long lastNanos = startNanos;
    private boolean lineOpen;

    CheckProgress(PrintWriter err, String file) {
        this.err = err;
        this.file = Plain.line(file);
    }

    @Override
    public synchronized void at(long position, long events, long explored) {
        long now = System.nanoTime();
        if (now - lastNanos < (live ? LIVE_NANOS : PLAIN_NANOS)) {
            return;
        }
        lastNanos = now;
        double seconds = (now - startNanos) / NANOS_PER_SECOND;
        String line =
                String.format(
                        Locale.ROOT,
                        "%s: %.1f s, event %,d of %,d, %,d configurations, %,.0f/s",
                        file,
                        seconds,
                        position,
                        events,
                        explored,
                        explored / seconds);
        if (live) {
            err.print("\r\u001b[K" + line);
            err.flush();
            lineOpen = true;
        } else {
            err.println(line);
        }
    }

    /** Wipes the live line, so that the verdict stands alone. */
    synchronized void end() {
        if (lineOpen) {
            err.print("\r\u001b[K");
            err.flush();
            lineOpen = false;
        }
    }
}
