package dev.holdfast.checker.knossos;

import dev.holdfast.checker.decide.Limits;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.subhistory.Subhistory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One run of Knossos over the objects of one history, in a process of its own.
 *
 * <p>The process ends with the run: when all is answered, at the limit, when the waiting thread is
 * interrupted, and when this process ends. For one thread.
 */
final class KnossosRun {
    private static final long MILLIS_TO_END = 1_000;

    private final List<Subhistory> parts;
    private final KnossosOptions options;
    private final Limits limits;
    private final boolean all;
    private final long startNanos = System.nanoTime();
    private final List<Answer> answers = new ArrayList<>();
    private @Nullable String failure;
    private boolean done;

    /**
     * What came out.
     *
     * @param answers about the first objects, in their order
     * @param stopped why there are no more; null if there are as many as were asked for
     */
    record Result(List<Answer> answers, @Nullable String stopped) {
        Result {
            answers = List.copyOf(answers);
        }
    }

    private KnossosRun(List<Subhistory> parts, KnossosOptions options, Limits limits, boolean all) {
        this.parts = parts;
        this.options = options;
        this.limits = limits;
        this.all = all;
    }

    /**
     * Asks Knossos about {@code parts}, one after the other.
     *
     * @param parts of one model; one or more
     * @param all whether it goes on after one that is not valid
     */
    static Result of(List<Subhistory> parts, KnossosOptions options, Limits limits, boolean all) {
        KnossosRun run = new KnossosRun(parts, options, limits, all);
        try {
            return run.start(new StateTable<>(parts.get(0).model(), parts));
        } catch (IOException e) {
            return run.result("Knossos could not be run: " + Words.name(e.getMessage()));
        }
    }

    private Result start(StateTable<?> table) throws IOException {
        Path directory = Files.createTempDirectory("holdfast-knossos-");
        try {
            try (Writer out = Files.newBufferedWriter(directory.resolve("history.edn"))) {
                KnossosHistory.write(parts, options, table.start(), all, out);
            }
            try (KnossosProcess process = KnossosProcess.start(directory, options, limits)) {
                return converse(process, table);
            }
        } finally {
            KnossosProcess.delete(directory);
        }
    }

    private Result converse(KnossosProcess process, StateTable<?> table) {
        Thread answering = new Thread(() -> answer(process, table), "knossos");
        answering.setDaemon(true);
        answering.start();
        try {
            Duration left = limits.time().minusNanos(System.nanoTime() - startNanos);
            answering.join(Math.max(1, left.toMillis()));
            if (answering.isAlive()) {
                process.close();
                answering.join(MILLIS_TO_END); // a model may take longer; it is not waited for
                return answering.isAlive()
                        ? new Result(List.of(), outOfTime())
                        : result(done ? null : outOfTime());
            }
            return result(done ? null : failure != null ? failure : process.epitaph());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.close();
            return new Result(List.of(), "cancelled");
        }
    }

    private Result result(@Nullable String stopped) {
        return new Result(answers, stopped);
    }

    private String outOfTime() {
        return String.format(
                Locale.ROOT,
                "Knossos (%s) is out of time, %.1f s",
                options.algorithm().label(),
                limits.time().toMillis() / 1e3);
    }

    /** Reads what the process says up to its end, and answers its questions. */
    private void answer(KnossosProcess process, StateTable<?> table) {
        try (BufferedReader in = process.output()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("ask ")) {
                    int end = line.indexOf(' ', 4);
                    process.tell(
                            line.substring(4, end) + ' ' + table.answer(line.substring(end + 1)));
                } else if (line.startsWith("answer ")) {
                    answers.add(Answer.parse(line.substring("answer ".length())));
                } else if (line.equals("done")) {
                    done = true;
                    return;
                }
            }
        } catch (IOException e) { // it has ended, and the epitaph says of what
            return;
        } catch (RuntimeException e) { // the model's; the boundary to foreign code
            failure =
                    "the model failed with %s: %s"
                            .formatted(e.getClass().getSimpleName(), Words.name(e.getMessage()));
        }
    }
}
