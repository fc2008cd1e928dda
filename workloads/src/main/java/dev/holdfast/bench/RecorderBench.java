package dev.holdfast.bench;

import dev.holdfast.impl.lock.Sharing;
import dev.holdfast.record.Recorder;
import dev.holdfast.workload.LoadPlan;
import dev.holdfast.workload.NoopLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How quickly payments are drawn and recorded when clients do nothing.
 *
 * @param operations how many operations were recorded, each an invocation and a completion
 * @param took until all of them were on disk
 * @param bytes how large the file was
 */
public record RecorderBench(long operations, Duration took, long bytes) {
    private static final int OPERATIONS_A_PAYMENT = 4;

    /**
     * Measures; the first of the rounds warms up, and the best of the others counts.
     *
     * @param operations how many operations a round, 4 or more
     * @param workers how many clients at once
     * @param rounds 2 or more
     */
    public static RecorderBench measure(Path folder, int operations, int workers, int rounds)
            throws IOException, InterruptedException {
        LoadPlan plan = new LoadPlan(1, workers, 8, 50, 2000, Sharing.MUTEX, Optional.empty());
        RecorderBench best = null;
        for (int i = 0; i < rounds; i++) {
            RecorderBench round = round(folder.resolve("bench-" + i + ".jsonl"), plan, operations);
            if (i > 0 && (best == null || round.took().compareTo(best.took()) < 0)) {
                best = round;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException(rounds + " rounds; expected 2 or more");
        }
        return best;
    }

    private static RecorderBench round(Path file, LoadPlan plan, int operations)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        long recorded;
        try (Recorder recorder = Recorder.open(file, List.of())) {
            NoopLoad.run(plan, operations / OPERATIONS_A_PAYMENT, recorder);
            recorder.close();
            recorded = recorder.size() / 2;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        long bytes = Files.size(file);
        Files.delete(file);
        return new RecorderBench(recorded, took, bytes);
    }

    /** Operations a second. */
    public double perSecond() {
        return operations / Math.max(1e-9, took.toNanos() / 1e9);
    }
}
