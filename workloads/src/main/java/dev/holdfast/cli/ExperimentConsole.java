package dev.holdfast.cli;

import dev.holdfast.experiment.Lab;
import java.util.concurrent.TimeUnit;

/**
 * How an experiment is told while it goes on: one live line on a terminal, a plain line every few
 * seconds elsewhere.
 */
final class ExperimentConsole implements Lab.Progress {
    private static final long PLAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Console console;
    private final boolean live = Boolean.getBoolean("holdfast.terminal");
    private long next = System.nanoTime();

    ExperimentConsole(Console console) {
        this.console = console;
    }

    @Override
    public void say(String line) {
        console.say(Plain.line(line));
    }

    @Override
    public void now(String line) {
        if (live) {
            console.live(Plain.line(line));
        } else if (System.nanoTime() - next >= 0) {
            next = System.nanoTime() + PLAIN_NANOS;
            console.say(Plain.line(line));
        }
    }
}
