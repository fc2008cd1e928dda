package dev.holdfast.impl.agent;

import java.util.concurrent.locks.LockSupport;

/**
 * Notices when this process stands still without being told to: starved by other programs,
 * collecting garbage, or paused. A thread beats at a steady rate, and two beats far apart are a
 * stall.
 */
final class Stalls {
    private static final long BEAT_NANOS = 20_000_000;

    private long lastNanos = System.nanoTime();
    private long longestNanos;

    private Stalls() {}

    /** Starts to watch. */
    static Stalls watch() {
        Stalls stalls = new Stalls();
        Thread thread = new Thread(stalls::beatForEver, "stalls");
        thread.setDaemon(true);
        thread.start();
        return stalls;
    }

    private void beatForEver() {
        while (true) {
            LockSupport.parkNanos(BEAT_NANOS);
            beat();
        }
    }

    private synchronized void beat() {
        long now = System.nanoTime();
        longestNanos = Math.max(longestNanos, now - lastNanos);
        lastNanos = now;
    }

    /** The longest time without a beat since this was last asked, in milliseconds. */
    synchronized long takeLongestMillis() {
        // Whoever asks may go on before that thread does.
        beat();
        long longest = longestNanos;
        longestNanos = 0;
        return longest / 1_000_000;
    }
}
