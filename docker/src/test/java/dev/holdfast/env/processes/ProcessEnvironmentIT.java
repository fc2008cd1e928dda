package dev.holdfast.env.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentContract;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.Node;
import dev.holdfast.env.probe.RedisProbe;
import dev.holdfast.env.servers.HostedServer;
import dev.holdfast.env.servers.ServerGroups;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Persistence;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class ProcessEnvironmentIT extends EnvironmentContract {
    private final String choice = System.getProperty(RedisBinary.CHOICE, "auto");
    @TempDir Path scratch;

    @Override
    protected Environment start(EnvironmentSpec spec) {
        return ProcessEnvironment.start(spec);
    }

    @AfterEach
    void restoreChoice() {
        System.setProperty(RedisBinary.CHOICE, choice);
    }

    private static long children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
    }

    private static long pid(Node node) {
        return Long.parseLong(node.incarnation().split("@", 2)[0]);
    }

    @Test
    void closeLeavesNoProcess() {
        Environment environment = start(spec(1, redis(Persistence.VOLATILE, 1)));
        List<Long> pids =
                Stream.concat(environment.agents().stream(), environment.servers().stream())
                        .map(ProcessEnvironmentIT::pid)
                        .toList();
        assertEquals(3, pids.size());
        for (long pid : pids) {
            assertTrue(ProcessId.of(pid).isPresent());
        }
        environment.close();
        for (long pid : pids) {
            assertFalse(ProcessId.of(pid).isPresent());
        }
    }

    @Test
    void twoEnvironmentsDoNotMeet() throws Exception {
        EnvironmentSpec spec = spec(0, redis(Persistence.VOLATILE, 0));
        EnvironmentSpec elsewhere = with(spec, "redis-token", scratch);
        try (Environment one = start(spec);
                Environment two = start(elsewhere)) {
            assertNotEquals(one.direct("redis"), two.direct("redis"));
            RedisProbe.ask(one.direct("redis"), Duration.ofSeconds(2), "SET", "key", "one");
            assertEquals(
                    List.of(""),
                    RedisProbe.ask(two.direct("redis"), Duration.ofSeconds(2), "GET", "key"));
            one.close();
            assertTrue(two.servers().get(0).answers());
        }
    }

    @Test
    void bundledServerWorks() {
        System.setProperty(RedisBinary.CHOICE, "bundled");
        try (Environment environment = start(spec(0, redis(Persistence.DURABLE, 1)))) {
            assertEquals("redis-server 7.0.15 (bundled)", environment.versions().get(0));
            assertTrue(environment.servers().get(1).answers());
        }
    }

    @Test
    void killedRunnerLeavesNothing() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dholdfast.cache=" + scratch,
                        KilledRunner.class.getName(),
                        Files.createDirectories(scratch.resolve("run")).toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process runner = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<ProcessId> left;
        try (BufferedReader output = runner.inputReader(StandardCharsets.UTF_8)) {
            left =
                    Stream.of(output.readLine().split(" ", -1))
                            .map(pid -> ProcessId.of(Long.parseLong(pid)).orElseThrow())
                            .toList();
        }
        assertEquals(2, left.size());
        runner.destroyForcibly().waitFor();
        System.setProperty("holdfast.cache", scratch.toString());
        try {
            LeftoverSweeper.sweep();
        } finally {
            System.clearProperty("holdfast.cache");
        }
        for (ProcessId process : left) {
            assertFalse(process.isAlive(), "also the paused one");
        }
        try (Stream<Path> runs = Files.list(scratch.resolve("runs"))) {
            assertEquals(0, runs.count());
        }
    }

    private void assertFailsCleanly(EnvironmentSpec spec, String message) {
        long before = children();
        EnvironmentException failure =
                assertThrows(EnvironmentException.class, () -> start(spec).close());
        assertTrue(failure.getMessage().contains(message), failure.getMessage());
        assertEquals(1, failure.getMessage().lines().count(), failure.getMessage());
        assertEquals(before, children());
    }

    @Test
    void unusableFolder() throws Exception {
        EnvironmentSpec spec = spec(0, redis(Persistence.VOLATILE, 0));
        Path file = Files.writeString(scratch.resolve("file"), "");
        assertFailsCleanly(with(spec, "redis-token", file), "cannot be written");
        assertFailsCleanly(with(spec, "redis-token", scratch.resolve("no")), "does not exist");
    }

    @Test
    void unknownSubject() {
        EnvironmentSpec spec = spec(2, redis(Persistence.VOLATILE, 0));
        assertFailsCleanly(with(spec, "com.acme.Missing", scratch), "com.acme.Missing");
    }

    @Test
    void noServerProgram() {
        System.setProperty(RedisBinary.CHOICE, scratch.resolve("redis-server").toString());
        assertFailsCleanly(spec(0, redis(Persistence.VOLATILE, 0)), "install Redis");
    }

    @Test
    void serverThatDiesAtStart() throws Exception {
        Path program = scratch.resolve("redis-server");
        Files.writeString(program, "#!/bin/sh\necho v=1.2.3\necho no memory for that\nexit 1\n");
        assertTrue(program.toFile().setExecutable(true));
        System.setProperty(RedisBinary.CHOICE, program.toString());
        assertFailsCleanly(
                spec(0, redis(Persistence.VOLATILE, 0)),
                "redis ended with status 1 while starting: no memory for that");
    }

    @Test
    void portTakenMeanwhile() throws Exception {
        PortPicker ports = new PortPicker(4711);
        try (Children children = new Children()) {
            // No link is made before a second server is there, so no proxy is needed.
            Site site = new Site(new Address("127.0.0.1", 1), scratch, children, ports);
            HostedServer node =
                    LocalServers.of(
                                    redis(Persistence.VOLATILE, 0),
                                    site,
                                    Optional.empty(),
                                    new ServerGroups())
                            .nodes()
                            .get(0);
            int port = node.server().seat().listen().port();
            try (ServerSocket thief = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                node.launchFirst();
                assertNotEquals(thief.getLocalPort(), node.server().seat().listen().port());
                assertTrue(node.answers());
            }
            node.kill();
            int now = node.server().seat().listen().port();
            try (ServerSocket thief = new ServerSocket(now, 1, InetAddress.getLoopbackAddress())) {
                EnvironmentException failure =
                        assertThrows(EnvironmentException.class, node::start);
                assertTrue(failure.getMessage().contains("bind: Address"), failure.getMessage());
            }
            node.start();
        }
    }
}
