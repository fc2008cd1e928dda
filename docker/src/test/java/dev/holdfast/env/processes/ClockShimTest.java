package dev.holdfast.env.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.clock.MovedClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library itself, and how it comes to be. */
@Isolated
class ClockShimTest {
    private static final String PATH = System.getenv().getOrDefault("PATH", "");

    private @TempDir Path folder;

    @BeforeEach
    void ownCache() {
        Optional<String> obstacle = ProcessEnvironment.clockObstacle();
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        System.setProperty("holdfast.cache", folder.resolve("cache").toString());
    }

    @AfterEach
    void sharedCache() {
        System.clearProperty("holdfast.cache");
    }

    private MovedClock clock() {
        return new MovedClock("nobody", folder, limit -> Instant.EPOCH);
    }

    private String run(Path program, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(program.toString());
        builder.command().addAll(List.of(arguments));
        MovedClock.prepare(
                builder.environment(), ClockShim.library(PATH).toString(), folder.toString());
        Process process = builder.redirectErrorStream(true).start();
        try {
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "does not end");
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.exitValue(), output);
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    private Path compiled(String source) throws IOException {
        Path file = folder.resolve(source);
        try (InputStream in = ClockShimTest.class.getResourceAsStream(source)) {
            Files.write(file, in.readAllBytes());
        }
        Path program = folder.resolve(source.replace(".c", ""));
        ShortCommand result =
                ShortCommand.run(
                        List.of("gcc", "-std=c11", "-o", program.toString(), file.toString()),
                        Duration.ofSeconds(60));
        assertEquals(0, result.status(), result.output());
        return program;
    }

    /** The program says by how much each way to ask for the time differs from the kernel's. */
    @ParameterizedTest
    @ValueSource(longs = {0, 60, -60, 3600, -2_000_000_000})
    void everyWayToAskForTheDateIsMovedAndNoOther(long seconds) throws Exception {
        Path program = compiled("ways.c");
        clock().set(Duration.ofSeconds(seconds));
        assertEquals(
                """
                realtime %1$d
                coarse %1$d
                gettimeofday %1$d
                time %1$d
                timespec_get %1$d
                monotonic 0
                boottime 0
                cputime 0
                invalid -1 EINVAL
                """
                        .formatted(seconds),
                run(program));
    }

    @Test
    void withoutItsFileTimeIsTrue() throws Exception {
        Path program = compiled("ways.c");
        assertTrue(run(program).startsWith("realtime 0\ncoarse 0\n"));
        Files.writeString(folder.resolve("clock"), "too short");
        assertTrue(run(program).startsWith("realtime 0\ncoarse 0\n"));
    }

    @Test
    void isCompiledOnceAndNeverSeenInHalf() throws IOException {
        Path library = ClockShim.library(PATH);
        assertEquals(library, ClockShim.library(""), "needs no compiler any more");
        try (Stream<Path> files = Files.list(library.getParent())) {
            assertEquals(1, files.count(), "nothing else is left");
        }
    }

    @Test
    void withoutACompilerItSaysWhatToDo() {
        EnvironmentException failure =
                assertThrows(EnvironmentException.class, () -> ClockShim.library(""));
        assertTrue(failure.getMessage().contains("apt-get install gcc"), failure.getMessage());
        assertEquals(1, failure.getMessage().lines().count());
    }

    @Test
    void compilerThatFailsIsQuoted() throws IOException {
        Path gcc = folder.resolve("gcc");
        Files.writeString(gcc, "#!/bin/sh\necho 'time.h: fatal error: no such file'\nexit 1\n");
        assertTrue(gcc.toFile().setExecutable(true));
        EnvironmentException failure =
                assertThrows(EnvironmentException.class, () -> ClockShim.library(folder + ""));
        assertTrue(failure.getMessage().contains("no such file"), failure.getMessage());
        assertEquals(1, failure.getMessage().lines().count());
    }
}
