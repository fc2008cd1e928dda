package dev.holdfast.env.node;

import dev.holdfast.env.EnvironmentException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Doing several things at once, a thread each. */
public final class Parallel {
    private Parallel() {}

    /**
     * Runs all and waits for all, then throws the first failure if there was one.
     *
     * @param what for the message of a failure that nobody foresaw: {@code cannot WHAT: …}
     * @throws EnvironmentException the first failure, when all have ended: nobody is called off,
     *     since who is interrupted while he makes something would not know what he made
     */
    public static void all(String what, List<Runnable> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (Runnable task : tasks) {
                futures.add(executor.submit(task));
            }
            EnvironmentException first = null;
            for (Future<?> future : futures) {
                EnvironmentException failure = outcome(what, future);
                first = first == null ? failure : first;
            }
            if (first != null) {
                throw first;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted: cannot " + what, e);
        } finally {
            executor.shutdown();
        }
    }

    private static @Nullable EnvironmentException outcome(String what, Future<?> future)
            throws InterruptedException {
        try {
            future.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof EnvironmentException cause
                    ? cause
                    : new EnvironmentException("cannot " + what + ": " + e.getCause(), e);
        }
    }
}
