package dev.holdfast.impl.commit.peer;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that is tried again and again, whatever comes of it. */
public final class Repeating implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Repeating.class);

    private final ScheduledExecutorService thread;

    /** Begins at once, in a thread of its own; {@code pause} lies between two times. */
    public Repeating(String name, Duration pause, Runnable what) {
        thread =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread made = new Thread(task, name);
                            made.setDaemon(true);
                            return made;
                        });
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(
                        () -> {
                            try {
                                what.run();
                            } catch (RuntimeException e) {
                                log.warn("{} failed and goes on", name, e);
                            }
                        },
                        0,
                        pause.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
