package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.node.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Stops and continues processes, and makes sure that they did. */
final class Signals {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private Signals() {}

    /** SIGSTOP; returns when every thread of it has stopped. */
    static void stop(long pid) {
        send("STOP", pid);
        if (!Await.until(() -> isStopped(pid), LIMIT)) {
            throw new EnvironmentException("process " + pid + " did not stop within " + LIMIT);
        }
    }

    /** Stops a process that may end of itself meanwhile: a child of one that has stopped. */
    static void stopChild(long pid) {
        send("STOP", pid);
        if (!Await.until(() -> isStopped(pid) || isGone(pid), LIMIT)) {
            throw new EnvironmentException("process " + pid + " did not stop within " + LIMIT);
        }
    }

    /** Whether it has ended, though its parent may not have asked for its status. */
    static boolean isGone(long pid) {
        return states(pid).stream().allMatch(state -> state.startsWith("Z"));
    }

    /** SIGCONT; returns when it goes on. */
    static void go(long pid) {
        send("CONT", pid);
        if (!Await.until(() -> !isAnyStopped(pid), LIMIT)) {
            throw new EnvironmentException("process " + pid + " did not go on within " + LIMIT);
        }
    }

    private static void send(String signal, long pid) {
        // The shell's own kill is everywhere; the program is not.
        run(List.of("/bin/sh", "-c", "kill -" + signal + " " + pid));
    }

    private static boolean isStopped(long pid) {
        List<String> states = states(pid);
        return !states.isEmpty() && states.stream().allMatch(state -> state.startsWith("T"));
    }

    private static boolean isAnyStopped(long pid) {
        return states(pid).stream().anyMatch(state -> state.startsWith("T"));
    }

    /** The state of each thread on Linux, of the process elsewhere; empty if it is gone. */
    private static List<String> states(long pid) {
        Path tasks = Path.of("/proc", Long.toString(pid), "task");
        if (!Files.isDirectory(Path.of("/proc/self/task"))) {
            return run(List.of("ps", "-o", "state=", "-p", Long.toString(pid))).lines().toList();
        }
        try (Stream<Path> list = Files.list(tasks)) {
            return list.map(Signals::state).filter(state -> !state.isEmpty()).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static String state(Path task) {
        try {
            return ProcessId.fields(task.resolve("stat")).get(0);
        } catch (IOException e) {
            // This thread ended meanwhile.
            return "";
        }
    }

    private static String run(List<String> command) {
        try {
            return ShortCommand.run(command).output();
        } catch (IOException e) {
            throw new EnvironmentException("cannot signal a process: " + e.getMessage(), e);
        }
    }
}
