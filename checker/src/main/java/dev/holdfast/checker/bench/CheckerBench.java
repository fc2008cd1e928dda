package dev.holdfast.checker.bench;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.generate.HistoryGenerator;
import dev.holdfast.checker.generate.LockPlan;
import dev.holdfast.checker.generate.PaymentPlan;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.io.HistoryFiles;
import dev.holdfast.checker.io.JsonlWriter;
import dev.holdfast.checker.lock.MutexOptions;
import dev.holdfast.checker.lock.OwnerMutexChecker;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Measures the checker on made-up histories; returns figures and prints nothing. */
public final class CheckerBench {
    private CheckerBench() {}

    /** Something that takes time. */
    private interface Work {
        void run() throws IOException;
    }

    /**
     * Decides an owner-aware mutex history of {@code plan}, {@code rounds} times, 2 or more.
     *
     * @throws IllegalStateException if the verdict is not what the plan says
     */
    public static Figure ownerMutex(LockPlan plan, long seed, int rounds) {
        History history = HistoryGenerator.locks(plan, seed);
        MutexOptions options = plan.fenced() ? MutexOptions.ofFenced() : MutexOptions.plain();
        OwnerMutexChecker checker =
                new OwnerMutexChecker(plan.fenced() ? "fenced-mutex" : "owner-mutex", options);
        return decide(checker, history, plan, rounds);
    }

    /**
     * Decides a history of {@code plan} with {@code checker}, {@code rounds} times, 2 or more.
     *
     * @throws IllegalStateException if the verdict is not what the plan says
     */
    public static Figure decide(Checker checker, LockPlan plan, long seed, int rounds) {
        return decide(checker, HistoryGenerator.locks(plan, seed), plan, rounds);
    }

    /**
     * Decides a history of {@code plan} with {@code checker}, one about atomic commit, {@code
     * rounds} times, 2 or more.
     *
     * @throws IllegalStateException if the verdict is not what the plan says
     */
    public static Figure decide(Checker checker, PaymentPlan plan, long seed, int rounds) {
        History history = HistoryGenerator.payments(plan, seed);
        String expected = expected(checker, plan);
        return time(
                checker.name(),
                history.size(),
                0,
                rounds,
                () -> {
                    String word = checker.check(history).word();
                    if (!word.equals(expected)) {
                        throw new IllegalStateException(word + " is the wrong verdict for " + plan);
                    }
                });
    }

    /** A payment that stops halfway breaks agreement and money, not votes, and nothing waits. */
    private static String expected(Checker checker, PaymentPlan plan) {
        boolean isVoting = checker.name().equals("validity");
        if (isVoting && !plan.journals()) {
            return "unknown";
        }
        boolean isBroken = plan.broken() && !isVoting && !checker.name().equals("termination");
        return isBroken ? "invalid" : "valid";
    }

    private static Figure decide(Checker checker, History history, LockPlan plan, int rounds) {
        return time(
                checker.name(),
                history.size(),
                0,
                rounds,
                () -> {
                    String word = checker.check(history).word();
                    if (!word.equals(plan.broken() ? "invalid" : "valid")) {
                        throw new IllegalStateException(word + " is the wrong verdict for " + plan);
                    }
                });
    }

    /**
     * Writes {@code history} to {@code file} as JSON lines.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public static Figure write(History history, Path file, int rounds) {
        Figure figure =
                time(
                        "write history.jsonl",
                        history.size(),
                        0,
                        rounds,
                        () -> {
                            try (JsonlWriter out =
                                    new JsonlWriter(
                                            new BufferedOutputStream(
                                                    Files.newOutputStream(file), 1 << 16))) {
                                out.writeAll(history);
                            }
                        });
        return new Figure(
                figure.what(), figure.events(), figure.first(), figure.best(), size(file));
    }

    /**
     * Reads {@code file}.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public static Figure read(Path file, int rounds) {
        int[] events = new int[1];
        Figure figure =
                time(
                        "read " + file.getFileName(),
                        0,
                        size(file),
                        rounds,
                        () -> events[0] = HistoryFiles.read(file).history().size());
        return new Figure(figure.what(), events[0], figure.first(), figure.best(), figure.bytes());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Figure time(String what, long events, long bytes, int rounds, Work work) {
        if (rounds < 2) {
            throw new IllegalArgumentException("%d rounds; expected 2 or more".formatted(rounds));
        }
        long first = 0;
        long best = Long.MAX_VALUE;
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            try {
                work.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            long took = System.nanoTime() - start;
            first = i == 0 ? took : first;
            best = i == 0 ? best : Math.min(best, took);
        }
        return new Figure(what, events, Duration.ofNanos(first), Duration.ofNanos(best), bytes);
    }
}
