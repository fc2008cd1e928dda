package dev.holdfast.suite;

import dev.holdfast.run.Environments;
import dev.holdfast.run.Purpose;
import dev.holdfast.run.RunFolder;
import dev.holdfast.run.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the cells of a suite that do not stand yet, several at a time if asked to, and goes on over
 * whatever fails.
 *
 * <p>{@link #run} is called once; {@link #interrupt} may come from another thread at any time.
 */
public final class SuiteRun {
    private static final Logger log = LoggerFactory.getLogger(SuiteRun.class);
    private static final long END_LIMIT_SECONDS = 5;

    private final List<Cell> cells;
    private final SuiteFolder folder;
    private final Runs runs;
    private final SuiteListener listener;
    private final ExecutorService workers;
    private final Map<String, CellResult> results = new HashMap<>();
    private final Map<String, Environments> environments = new ConcurrentHashMap<>();
    private volatile boolean interrupted;

    /**
     * Prepares it.
     *
     * @param cells in the order in which to tell of them
     * @param standing results that are there already
     * @param parallel how many cells at a time, 1 or more
     */
    public SuiteRun(
            List<Cell> cells,
            List<CellResult> standing,
            SuiteFolder folder,
            Runs runs,
            int parallel,
            SuiteListener listener) {
        this.cells = List.copyOf(cells);
        this.folder = folder;
        this.runs = runs;
        this.listener = listener;
        this.workers = Executors.newFixedThreadPool(parallel);
        standing.forEach(result -> results.put(result.cell().id(), result));
    }

    /**
     * Runs; returns when every cell has a result, or soon after {@link #interrupt}.
     *
     * <p>Every cell's lowest seed comes first: a night that is too short has seen all of them once.
     */
    public void run() {
        cells.stream()
                .filter(cell -> !isDone(cell))
                .sorted(Comparator.comparingLong(cell -> cell.plan().seed()))
                .forEach(cell -> workers.execute(() -> run(cell)));
        workers.shutdown();
        try {
            while (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
                log.debug("{} of {} cells done", results().size(), cells.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            interrupt();
        }
    }

    /**
     * Ends the runs in progress and starts no more; what is done stays.
     *
     * @return the folders of the runs that were ended
     */
    public List<RunFolder> interrupt() {
        interrupted = true;
        workers.shutdownNow();
        List<RunFolder> ended = runs.abort();
        try {
            // A run that has come to its verdict may still be writing its line.
            if (!workers.awaitTermination(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                log.warn("a run did not end within {} s", END_LIMIT_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ended;
    }

    /** Whether {@link #interrupt} was called. */
    public boolean isInterrupted() {
        return interrupted;
    }

    /** What is known so far, in the order of the cells. */
    public List<CellResult> results() {
        synchronized (results) {
            List<CellResult> known = new ArrayList<>();
            for (Cell cell : cells) {
                CellResult result = results.get(cell.id());
                if (result != null) {
                    known.add(result);
                }
            }
            return known;
        }
    }

    private boolean isDone(Cell cell) {
        synchronized (results) {
            return results.containsKey(cell.id());
        }
    }

    private void run(Cell cell) {
        if (interrupted) {
            return;
        }
        long start = System.nanoTime();
        Instant started = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        AtomicReference<@Nullable Path> opened = new AtomicReference<>();
        CellResult result;
        try {
            Runs.Result ran =
                    runs.run(
                            cell.plan(),
                            cell.subject(),
                            cell.workload(),
                            Purpose.of(cell.failFast()),
                            run -> {
                                opened.set(run.path());
                                listener.opened(cell, run);
                            },
                            environments.computeIfAbsent(cell.env(), Environments::of),
                            listener.started(cell),
                            summary -> folder.note(cell, cell.expect().outcome(summary)));
            result = CellResult.of(cell, ran.summary(), ran.folder().path(), millisSince(start));
        } catch (RuntimeException e) {
            // Whatever it is, the other cells can still be run.
            if (interrupted) {
                return;
            }
            result =
                    failure(
                            cell,
                            Optional.ofNullable(opened.get()),
                            started,
                            e,
                            millisSince(start));
        }
        synchronized (results) {
            results.put(cell.id(), result);
        }
        listener.ended(result);
    }

    private CellResult failure(
            Cell cell, Optional<Path> run, Instant started, RuntimeException e, long millis) {
        log.error("cell {} failed", cell.id(), e);
        try {
            folder.indexFailure(cell, run, started.toString());
        } catch (IOException io) {
            log.error("the index cannot be written", io);
        }
        String why = e.getMessage() == null ? e.toString() : e.getMessage();
        return new CellResult(cell, Outcome.FAILED, run, Optional.empty(), why, millis);
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
