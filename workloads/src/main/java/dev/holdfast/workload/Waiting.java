package dev.holdfast.workload;

import dev.holdfast.impl.agent.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a client waits for an answer. */
public final class Waiting {
    private static final long LOOK_MILLIS = 200;

    private Waiting() {}

    /** Decides when to stop waiting for an answer. */
    public interface Deadline {
        /** Milliseconds to wait from now on before asking again; 0 or less gives up. */
        long leftMillis(long waitedMillis);

        /** Gives up after this long. */
        static Deadline of(Duration limit) {
            return waited -> limit.toMillis() - waited;
        }
    }

    /** The answer; info if none came in time, for then nobody knows. */
    public static Outcome await(CompletableFuture<Outcome> future, Deadline deadline) {
        long start = System.nanoTime();
        while (true) {
            long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            long left = deadline.leftMillis(waited);
            if (left <= 0 && !future.isDone()) {
                return Outcome.info("no answer within " + waited + " ms");
            }
            try {
                return future.get(Math.max(1, Math.min(left, LOOK_MILLIS)), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Ask the deadline again: it may have moved meanwhile.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Outcome.info("interrupted");
            } catch (ExecutionException e) {
                return Outcome.info("client: " + e.getCause());
            }
        }
    }

    /** Waits until all of them have ended, this long at most; true if they have. */
    static boolean awaitEnd(List<Thread> threads, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (Thread thread : threads) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            thread.join(Math.max(1, left));
            if (thread.isAlive()) {
                return false;
            }
        }
        return true;
    }
}
