package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.node.NodeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of the machine that was run to its end and said little.
 *
 * @param status its exit status
 * @param output what it printed, errors included
 */
record ShortCommand(int status, String output) {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration LONG_LIMIT = Duration.ofSeconds(60);

    /**
     * Runs it for a minute at most.
     *
     * @return what it printed
     * @throws EnvironmentException with its last line if it fails
     */
    static String finish(List<String> command) {
        try {
            ShortCommand result = run(command, LONG_LIMIT);
            if (result.status() != 0) {
                List<String> lines =
                        result.output().lines().filter(line -> !line.isBlank()).toList();
                throw new EnvironmentException(
                        "%s fails with status %d: %s"
                                .formatted(
                                        String.join(" ", command),
                                        result.status(),
                                        NodeFiles.last(lines)));
            }
            return result.output();
        } catch (IOException e) {
            throw new EnvironmentException(
                    "cannot run " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Runs it.
     *
     * @throws IOException if it cannot be started, or does not end within five seconds
     */
    static ShortCommand run(List<String> command) throws IOException {
        return run(command, LIMIT);
    }

    /**
     * Runs it.
     *
     * @throws IOException if it cannot be started, or does not end within {@code limit}
     */
    static ShortCommand run(List<String> command, Duration limit) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            // Its few lines fit into the pipe, so it ends without being read.
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(command.get(0) + " does not end");
            }
            byte[] output = process.getInputStream().readAllBytes();
            return new ShortCommand(
                    process.exitValue(), new String(output, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while running " + command.get(0), e);
        } finally {
            process.destroyForcibly();
        }
    }
}
