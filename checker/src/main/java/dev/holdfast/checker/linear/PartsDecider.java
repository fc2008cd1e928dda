package dev.holdfast.checker.linear;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Decides the objects of a history in parallel, on as many threads as there are processors.
 *
 * <p>The largest go first, so that none is left over for the end. Once an object is found not
 * linearizable, those that come after it in the history need not be looked at: the one reported is
 * always the first in the history, whatever the threads do.
 */
final class PartsDecider {
    /** Fewer are decided before a thread has started, nearly always. */
    private static final long FEW_EVENTS = 400;

    private final PartDecider decider;
    private final Effort effort;
    private final int mostThreads;
    private final AtomicInteger firstViolation = new AtomicInteger(Integer.MAX_VALUE);

    PartsDecider(PartDecider decider, Effort effort) {
        this(decider, effort, Runtime.getRuntime().availableProcessors());
    }

    PartsDecider(PartDecider decider, Effort effort, int mostThreads) {
        this.decider = decider;
        this.effort = effort;
        this.mostThreads = mostThreads;
    }

    /** The findings about {@code parts}, in their order, up to the first violation. */
    List<PartFinding> decide(List<Subhistory> parts) {
        int threads = Math.min(parts.size(), mostThreads);
        List<PartFinding> found = new ArrayList<>(Collections.nCopies(parts.size(), null));
        if (threads <= 1 || parts.stream().mapToLong(Subhistory::events).sum() < FEW_EVENTS) {
            for (int i = 0; i < parts.size(); i++) {
                decide(parts, i, found);
            }
        } else {
            inParallel(parts, found, threads);
        }
        int end = Math.min(parts.size() - 1, firstViolation.get());
        return List.copyOf(found.subList(0, end + 1));
    }

    private void inParallel(List<Subhistory> parts, List<PartFinding> found, int threads) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingInt((Integer i) -> -parts.get(i).calls()));
        ExecutorService pool = Executors.newFixedThreadPool(threads, PartsDecider::daemon);
        try {
            List<Future<?>> jobs = new ArrayList<>();
            for (int i : order) {
                jobs.add(pool.submit(() -> decide(parts, i, found)));
            }
            for (Future<?> job : jobs) {
                join(job);
            }
        } finally {
            effort.cancel();
            pool.shutdownNow();
        }
    }

    private void decide(List<Subhistory> parts, int i, List<PartFinding> found) {
        if (i > firstViolation.get()) {
            return;
        }
        PartFinding finding = decider.decide(parts.get(i), effort);
        synchronized (found) {
            found.set(i, finding);
        }
        if (finding.isViolation()) {
            firstViolation.accumulateAndGet(i, Math::min);
        }
    }

    private void join(Future<?> job) {
        boolean interrupted = false;
        while (true) {
            try {
                job.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                effort.cancel();
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "linearizability");
        thread.setDaemon(true);
        return thread;
    }
}
