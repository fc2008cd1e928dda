package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Starting several things at a time. */
final class Parallel {
    private Parallel() {}

    /** Runs all and waits for all, or throws the first failure as soon as there is one. */
    static void run(List<Runnable> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
        try {
            CompletionService<Boolean> completion = new ExecutorCompletionService<>(executor);
            for (Runnable task : tasks) {
                Future<Boolean> unused = completion.submit(task, true);
            }
            for (int i = 0; i < tasks.size(); i++) {
                boolean unused = completion.take().get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EnvironmentException cause) {
                throw cause;
            }
            throw new EnvironmentException("a node could not be started: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted while starting", e);
        } finally {
            executor.shutdownNow();
        }
    }
}
