package dev.holdfast.impl.lock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server of the tests' own as a child process. */
public final class Child implements AutoCloseable {
    private static final int END_SECONDS = 10;

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /** Starts one; what it prints goes to {@code log}. */
    public static Child start(Path log, List<String> command) {
        try {
            return new Child(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program of this name in the first folder that has it. */
    public static Optional<Path> program(String name, Stream<Path> folders) {
        return folders.map(f -> f.resolve(name)).filter(Files::isExecutable).findFirst();
    }

    /** The folders of the PATH. */
    public static Stream<Path> path() {
        return Stream.of(System.getenv("PATH").split(":")).map(Path::of);
    }

    /** A port that was free a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it and waits until it has ended. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
