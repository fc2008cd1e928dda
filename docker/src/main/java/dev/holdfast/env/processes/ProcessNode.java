package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node that is a child process: what signals can do to it. One operation at a time. */
abstract class ProcessNode implements Node {
    private final String name;
    private final Path directory;
    private final Children children;
    private volatile @Nullable Process process;
    private volatile String incarnation = "never started";

    ProcessNode(String name, Path parent, Children children) {
        this.name = name;
        this.children = children;
        this.directory = parent.resolve(name);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new EnvironmentException(
                    "cannot make the folder " + directory + " of node " + name + ": " + reason(e),
                    e);
        }
    }

    /** The command that starts it; standard output and error are appended to {@link #log}. */
    abstract ProcessBuilder command();

    /** Removes its data. */
    abstract void deleteData();

    /** Whether its data survive kill -9. */
    abstract boolean keepsData();

    /** Whether it is ready; asked again and again while it starts. */
    abstract boolean isReady();

    /** How long a start may take. */
    abstract Duration startLimit();

    /** The most telling line of what it printed since {@code offset}, for a failed start. */
    abstract String lastWords(long offset);

    /** What it prints. */
    abstract Path log();

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Path directory() {
        return directory;
    }

    /** Starts the process and waits until it is ready; ends it if it does not get there. */
    final void launch() {
        long offset = sizeOf(log());
        Process started = children.spawn(command().directory(directory.toFile()));
        process = started;
        incarnation =
                ProcessId.of(started.pid())
                        .map(id -> id.pid() + "@" + id.start())
                        .orElse(started.pid() + "@gone");
        boolean[] ready = new boolean[1];
        boolean unused =
                Await.until(() -> !started.isAlive() || (ready[0] = isReady()), startLimit());
        if (ready[0]) {
            return;
        }
        String words = lastWords(offset);
        String how =
                started.isAlive()
                        ? " was not ready within " + startLimit().toSeconds() + " s"
                        : " ended with status " + started.exitValue();
        Children.end(started, name);
        throw new EnvironmentException(
                name + how + " while starting" + (words.isEmpty() ? "" : ": " + words));
    }

    @Override
    public final synchronized void pause() {
        Process present = running("pause");
        Signals.stop(present.pid());
        // A parent that has stopped has no further children, but those it has may have some.
        List<ProcessHandle> offspring = present.descendants().toList();
        while (!offspring.isEmpty()) {
            children.adopt(offspring);
            offspring.forEach(one -> Signals.stopChild(one.pid()));
            List<ProcessHandle> known = offspring;
            offspring = present.descendants().filter(one -> !known.contains(one)).toList();
        }
    }

    @Override
    public final synchronized void resume() {
        Process present = process;
        if (present != null && present.isAlive()) {
            present.descendants().forEach(one -> Signals.go(one.pid()));
            Signals.go(present.pid());
        }
    }

    private Process running(String what) {
        Process present = process;
        if (present == null || !present.isAlive()) {
            throw new EnvironmentException("cannot " + what + " " + name + ": it does not run");
        }
        return present;
    }

    @Override
    public final synchronized void kill() {
        Process present = process;
        if (present != null && present.isAlive()) {
            Children.end(present, name);
        }
    }

    @Override
    public final synchronized void start() {
        if (isAlive()) {
            return;
        }
        if (!keepsData()) {
            deleteData();
        }
        launch();
    }

    @Override
    public final synchronized void startEmpty() {
        if (isAlive()) {
            throw new EnvironmentException("cannot empty " + name + ": it runs; kill it first");
        }
        deleteData();
        launch();
    }

    @Override
    public final boolean isAlive() {
        Process present = process;
        return present != null && present.isAlive();
    }

    @Override
    public final String incarnation() {
        return incarnation;
    }

    /** What {@code file} holds from {@code offset} bytes on; empty if there is no such file. */
    static List<String> linesFrom(Path file, long offset) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int from = (int) Math.min(offset, bytes.length);
            return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    static void deleteTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new EnvironmentException("cannot delete " + folder + ": " + e.getMessage(), e);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    @Override
    public final String toString() {
        return name;
    }
}
