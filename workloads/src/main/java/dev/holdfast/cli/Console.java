package dev.holdfast.cli;

import dev.holdfast.run.RunListener;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * How a run is told while it goes on, on standard error: one live line on a terminal, a plain line
 * every few seconds elsewhere, nothing if quiet.
 */
final class Console implements RunListener {
    private static final long LIVE_MILLIS = 200;
    private static final long PLAIN_MILLIS = 5000;

    private final PrintWriter err;
    private final boolean quiet;
    private final boolean live;
    private long lastMillis;
    private boolean lineOpen;

    Console(PrintWriter err, boolean quiet) {
        this.err = err;
        this.quiet = quiet;
        this.live = Boolean.getBoolean("holdfast.terminal");
    }

    @Override
    public synchronized void say(String line) {
        if (quiet) {
            return;
        }
        endLine();
        err.println(line);
    }

    @Override
    public synchronized void progress(Progress p) {
        long since = p.millis() - lastMillis;
        if (quiet || (since >= 0 && since < (live ? LIVE_MILLIS : PLAIN_MILLIS))) {
            return;
        }
        lastMillis = p.millis();
        String line =
                String.format(
                        Locale.ROOT,
                        "%5.1f/%d s  ok %d  fail %d  info %d  faults: %s  %s",
                        p.millis() / 1000.0,
                        p.limitMillis() / 1000,
                        p.ok(),
                        p.fail(),
                        p.info(),
                        p.faults().isEmpty() ? "-" : String.join(",", p.faults()),
                        p.verdict());
        if (live) {
            show(line);
        } else {
            err.println(line);
        }
    }

    /** A live line, where there can be one; nothing elsewhere. */
    synchronized void live(String line) {
        if (live && !quiet) {
            show(line);
        }
    }

    private void show(String line) {
        err.print("\r\u001b[K" + line);
        err.flush();
        lineOpen = true;
    }

    /** Leaves the live line, so that what follows starts on one of its own. */
    synchronized void endLine() {
        if (lineOpen) {
            err.println();
            lineOpen = false;
        }
    }
}
