package dev.holdfast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.checker.io.HistoryFiles;
import dev.holdfast.env.containers.ContainerEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is interrupted or killed leaves a history that can be checked, and nothing running.
 */
class InterruptIT {
    @TempDir Path folder;

    private Process start(String environment) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.holdfast.cli.Main",
                        "test",
                        "--subject",
                        "redis-seed",
                        "--faults",
                        "pause",
                        "--env",
                        environment,
                        "--time-limit",
                        "60s",
                        "--seed",
                        "1",
                        "--store",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waited in vain for " + what);
            Thread.sleep(20);
        }
    }

    private long events() {
        Path history = folder.resolve("latest").resolve("history.jsonl");
        try (Stream<String> lines = Files.lines(history)) {
            return lines.count();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }

    private List<ProcessHandle> running(Process runner) throws InterruptedException {
        until("a load", () -> events() > 40);
        List<ProcessHandle> children = runner.descendants().toList();
        assertTrue(children.size() >= 5, "agents and servers: " + children);
        return children;
    }

    private void assertCheckable() throws IOException {
        Path history = folder.resolve("latest").toRealPath().resolve("history.jsonl");
        assertTrue(HistoryFiles.read(history).history().size() > 40);
        Ran again = Ran.holdfast("analyze", "--store", folder.toString());
        assertTrue(again.exit() <= ExitCode.UNKNOWN, again.toString());
        assertTrue(again.out().contains("did not come to its end"), again.out());
    }

    @Test
    void interruptedRunStopsEverythingAndKeepsItsHistory() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs /bin/kill");
        Process runner = start("processes");
        List<ProcessHandle> children = running(runner);
        // Not INT, which shells make their background jobs ignore; the JVM treats both alike.
        new ProcessBuilder("/bin/kill", "-TERM", Long.toString(runner.pid())).start().waitFor();
        assertTrue(runner.waitFor(30, TimeUnit.SECONDS), "did not end within 30 s");
        assertEquals(List.of(), children.stream().filter(ProcessHandle::isAlive).toList());
        assertTrue(
                Files.readString(folder.resolve("out")).contains("holdfast analyze"),
                Files.readString(folder.resolve("out")));
        assertCheckable();
    }

    @Test
    void killedRunLeavesAHistoryAndTheNextStartSweeps() throws Exception {
        Process runner = start("processes");
        List<ProcessHandle> children = running(runner);
        runner.destroyForcibly();
        assertTrue(runner.waitFor(10, TimeUnit.SECONDS));
        assertCheckable();
        dev.holdfast.env.processes.LeftoverSweeper.sweep();
        until("an end", () -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void interruptedRunRemovesItsContainers() throws Exception {
        Optional<String> obstacle = ContainerEnvironment.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs /bin/kill");
        Process runner = start("containers");
        try {
            until("a load", () -> events() > 40);
            new ProcessBuilder("/bin/kill", "-TERM", Long.toString(runner.pid())).start().waitFor();
            assertTrue(runner.waitFor(60, TimeUnit.SECONDS), "did not end within 60 s");
        } finally {
            runner.destroyForcibly();
        }
        assertEquals(List.of(), ContainerEnvironment.sweep());
        assertCheckable();
    }

    /** A stranger's container stays. */
    @Test
    void killedRunInContainersIsSweptByTheNextStart() throws Exception {
        Optional<String> obstacle = ContainerEnvironment.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        String stranger = docker("run", "-d", "--network", "none", "holdfast-node", "sleep", "300");
        Process runner = start("containers");
        try {
            until("a load", () -> events() > 40);
            runner.destroyForcibly();
            assertTrue(runner.waitFor(10, TimeUnit.SECONDS));
            String label = "label=dev.holdfast.pid=" + runner.pid();
            assertEquals(7, docker("ps", "-aq", "--filter", label).lines().count(), "still there");
            assertCheckable();
            ContainerEnvironment.sweep();
            assertEquals("", docker("ps", "-aq", "--filter", label));
            assertEquals("", docker("network", "ls", "-q", "--filter", label));
            assertEquals("true", docker("inspect", "-f", "{{.State.Running}}", stranger));
        } finally {
            runner.destroyForcibly();
            docker("rm", "-f", stranger);
        }
    }

    private static String docker(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).start();
        String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), String.join(" ", command));
        return output;
    }
}
