package dev.holdfast.impl.xa;

import dev.holdfast.impl.sql.TestBanks;
import dev.holdfast.impl.topology.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link CoordinatorMain} in a process of its own. */
final class ForkedCoordinator implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int ANSWER_SECONDS = 60;
    private static final String END = "END";

    private final Process process;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private ForkedCoordinator(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "reader");
        reader.setDaemon(true);
        reader.start();
    }

    /** One that goes on for ever. */
    static ForkedCoordinator start(String system, String name, Path folder, TestBanks banks) {
        return start(system, name, folder, banks, "none", "none", "wait");
    }

    /** One that halts or waits at this point of {@code who}. */
    static ForkedCoordinator start(
            String system,
            String name,
            Path folder,
            TestBanks banks,
            String point,
            String who,
            String what) {
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CoordinatorMain.class.getName(),
                        system,
                        name));
        command.addAll(List.of(folder.resolve(name).toString(), "" + PATIENCE.toMillis()));
        command.addAll(List.of(point, who, what));
        for (int i = 1; i <= 2; i++) {
            Address address = banks.server(i).address();
            command.add(Integer.toString(address.port()));
        }
        try {
            Files.createDirectories(folder.resolve(name));
            ForkedCoordinator made =
                    new ForkedCoordinator(
                            new ProcessBuilder(command)
                                    .redirectError(
                                            ProcessBuilder.Redirect.appendTo(
                                                    folder.resolve(name + ".log").toFile()))
                                    .start());
            made.await("READY");
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("> ")) {
                    said.add(line.substring(2));
                }
            }
        } catch (IOException e) {
            // It has ended.
        }
        said.add(END);
    }

    private String next() {
        try {
            String line = said.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("no answer within " + ANSWER_SECONDS + " s");
            }
            return line;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private void await(String expected) {
        String line = next();
        if (!line.equals(expected)) {
            throw new AssertionError("expected " + expected + ", found " + line);
        }
    }

    /** Its answer. */
    String ask(String order) {
        tell(order);
        return next();
    }

    void tell(String order) {
        try {
            process.getOutputStream().write((order + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitWaiting() {
        await("WAITING");
    }

    void awaitEnd() {
        await(END);
    }

    String awaitAnswer() {
        return next();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
