package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file in which one environment writes down the processes that it starts, so that they can be
 * found when its JVM was killed. Safe for several threads.
 *
 * <p>One process per line: {@code runner PID START} first, then {@code child PID START COMMAND}.
 */
final class RunRegistry implements AutoCloseable {
    static final String FOLDER = "runs";

    private final Path file;

    private RunRegistry(Path file) {
        this.file = file;
    }

    static RunRegistry open() {
        long pid = ProcessHandle.current().pid();
        ProcessId self =
                ProcessId.of(pid)
                        .orElseThrow(
                                () -> new EnvironmentException("this process has no start time"));
        try {
            Path file = Files.createTempFile(CacheFolder.of(FOLDER), pid + "-", ".run");
            RunRegistry registry = new RunRegistry(file);
            registry.append("runner " + pid + " " + self.start());
            return registry;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void add(ProcessId child, String command) {
        try {
            append("child " + child.pid() + " " + child.start() + " " + command);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private synchronized void append(String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND, StandardOpenOption.CREATE);
    }

    private static EnvironmentException failed(IOException e) {
        return new EnvironmentException(
                "cannot write down which processes were started: " + e.getMessage(), e);
    }

    /** All children are gone. */
    @Override
    public synchronized void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The next sweep finds nothing alive in it and deletes it.
        }
    }
}
