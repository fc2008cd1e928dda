package dev.holdfast.checker.bench;

import dev.holdfast.checker.decide.Limits;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.knossos.KnossosEngine;
import dev.holdfast.checker.knossos.KnossosOptions;
import dev.holdfast.checker.linear.Analysis;
import dev.holdfast.checker.linear.Linearizability;
import dev.holdfast.checker.verdict.Verdict;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;

/** Decides the cells of a grid one by one; returns results and prints nothing. For one thread. */
public final class GridBench {
    private final Limits limits;
    private final int rounds;

    /**
     * A bench that gives each cell {@code limits}.
     *
     * @param rounds how often each is decided, 1 or more; the fastest counts
     */
    public GridBench(Limits limits, int rounds) {
        this.limits = limits;
        this.rounds = rounds;
    }

    /** What our {@code engine} makes of {@code cell}. */
    public CellResult ours(Cell cell, String engine) {
        Linearizability check = Linearizability.of(cell.model()).engine(engine).limits(limits);
        History history = cell.history();
        resetPeaks();
        Analysis best = check.analyse(history);
        for (int i = 1; i < rounds && !(best.verdict() instanceof Verdict.Unknown); i++) {
            Analysis again = check.analyse(history);
            best = again.decided().compareTo(best.decided()) < 0 ? again : best;
        }
        return new CellResult(
                cell,
                engine,
                best.engine(),
                best.verdict().word(),
                reason(best.verdict()),
                best.decided(),
                best.took().minus(best.decided()),
                peak(),
                best.explored());
    }

    /** What Knossos makes of {@code cell}, its start of some seconds included. */
    public CellResult knossos(Cell cell, KnossosOptions options) {
        History history = cell.history();
        long start = System.nanoTime();
        Verdict verdict = KnossosEngine.check(history, cell.model(), limits, options);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        String engine = "knossos:" + options.algorithm().label();
        return new CellResult(
                cell, engine, engine, verdict.word(), reason(verdict), took, Duration.ZERO, 0, 0);
    }

    private static String reason(Verdict verdict) {
        return verdict instanceof Verdict.Unknown unknown ? unknown.reason() : "";
    }

    private static void resetPeaks() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                pool.resetPeakUsage();
            }
        }
    }

    private static long peak() {
        long bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                bytes += pool.getPeakUsage().getUsed();
            }
        }
        return bytes;
    }
}
