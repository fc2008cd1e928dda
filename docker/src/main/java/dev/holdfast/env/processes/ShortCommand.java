package dev.holdfast.env.processes;

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
