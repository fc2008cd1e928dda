package dev.holdfast.cli;

import dev.holdfast.checker.decide.Progress;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.verdict.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An engine whose model may never return from a step: it is left behind some time after the limit.
 *
 * @param engine decides, on a thread of its own
 * @param limit when it should have stopped
 * @param grace what a proof and the last steps may take after the limit
 */
record Watched(CheckEngine engine, Duration limit, Duration grace) implements CheckEngine {
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** With the usual grace. */
    Watched(CheckEngine engine, Duration limit) {
        this(engine, limit, GRACE);
    }

    @Override
    public Judged judge(History history, Progress progress) {
        FutureTask<Judged> task = new FutureTask<>(() -> engine.judge(history, progress));
        Thread thread = new Thread(task, "check");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.plus(grace).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            String why =
                    "still not back %d s after the limit of %d ms; a step of the model may be endless"
                            .formatted(grace.toSeconds(), limit.toMillis());
            return new Judged(new Verdict.Unknown(why), Map.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Judged(new Verdict.Unknown("interrupted"), Map.of());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
