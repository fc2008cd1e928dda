package dev.holdfast.impl.zookeeper;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A thread that notices when this process stands still: paused, starved, or collecting garbage.
 *
 * <p>It beats at a steady rate; two beats that are far apart are a gap. Whoever asks counts the
 * time since the last beat too, and so sees a gap also if it goes on before that thread does.
 */
final class Pulse implements AutoCloseable {
    private static final int BEATS_MISSED = 3;

    private final long gapNanos;
    private final long memoryNanos;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread created = new Thread(task, "pulse");
                        created.setDaemon(true);
                        return created;
                    });
    private long last = System.nanoTime();
    private long steadySince;

    private Pulse(Duration beat, Duration memory) {
        this.gapNanos = beat.multipliedBy(BEATS_MISSED).toNanos();
        this.memoryNanos = memory.toNanos();
        this.steadySince = last - memoryNanos;
    }

    /** Starts one; gaps are remembered for {@code memory}. What was before it does not matter. */
    static Pulse start(Duration beat, Duration memory) {
        Pulse pulse = new Pulse(beat, memory);
        var unused =
                pulse.thread.scheduleWithFixedDelay(
                        pulse::isSteady, 0, beat.toNanos(), TimeUnit.NANOSECONDS);
        return pulse;
    }

    /** Counts as a beat; whether there was no gap for as long as gaps are remembered. */
    synchronized boolean isSteady() {
        long now = System.nanoTime();
        if (now - last > gapNanos) {
            steadySince = now;
        }
        last = now;
        return now - steadySince >= memoryNanos;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
