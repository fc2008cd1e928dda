package dev.holdfast.cli;

import dev.holdfast.run.RunFolder;
import dev.holdfast.run.RunListener;
import dev.holdfast.suite.Cell;
import dev.holdfast.suite.CellResult;
import dev.holdfast.suite.Outcome;
import dev.holdfast.suite.SuiteListener;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** How a suite is told while it goes on: a line per cell, and a live line for what is running. */
final class SuiteConsole implements SuiteListener {
    private final Console console;
    private final int cells;
    private final RunAppender logs;
    private final AtomicInteger done;
    private final Map<String, RunListener.Progress> running = new ConcurrentHashMap<>();
    private final ConcurrentSkipListSet<String> names = new ConcurrentSkipListSet<>();

    /**
     * For this many cells, of which some are done already.
     *
     * @param logs gives each run a log of its own
     */
    SuiteConsole(Console console, int cells, int done, RunAppender logs) {
        this.console = console;
        this.cells = cells;
        this.done = new AtomicInteger(done);
        this.logs = logs;
    }

    @Override
    public RunListener started(Cell cell) {
        names.add(cell.id());
        return new RunListener() {
            @Override
            public void say(String line) {
                // One run says what its report says; among many only the outcome counts.
            }

            @Override
            public void progress(Progress progress) {
                running.put(cell.id(), progress);
                console.live(line());
            }
        };
    }

    private String line() {
        String all =
                names.stream()
                        .map(
                                name -> {
                                    RunListener.Progress p = running.get(name);
                                    return p == null
                                            ? name + " starting"
                                            : String.format(
                                                    Locale.ROOT,
                                                    "%s %.1f/%d s",
                                                    name,
                                                    p.millis() / 1000.0,
                                                    p.limitMillis() / 1000);
                                })
                        .collect(Collectors.joining(", "));
        return "%d of %d done; %s".formatted(done.get(), cells, all);
    }

    @Override
    public void opened(Cell cell, RunFolder folder) {
        RunLog.open(folder, cell.plan(), logs);
    }

    @Override
    public void ended(CellResult result) {
        logs.leave();
        names.remove(result.cell().id());
        running.remove(result.cell().id());
        String mark =
                switch (result.outcome()) {
                    case AS_EXPECTED -> "✓";
                    case SURPRISING -> "✕";
                    case UNKNOWN -> "?";
                    case FAILED -> "!";
                };
        boolean told = result.outcome() != Outcome.AS_EXPECTED;
        console.say(
                String.format(
                        Locale.ROOT,
                        "%s %d/%d %s  %s, %.1f s%s",
                        mark,
                        done.incrementAndGet(),
                        cells,
                        result.cell().id(),
                        result.tells(),
                        result.millis() / 1000.0,
                        told ? ": " + Plain.line(result.says()) : ""));
    }
}
