package dev.holdfast.env.clock;

import static java.time.Duration.ZERO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.env.EnvironmentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockFileTest {
    private @TempDir Path folder;

    private static String run(Map<String, String> variables, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), command[0] + " does not end");
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.exitValue(), output);
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    private String compiled(String source, String... flags) throws Exception {
        Path file = folder.resolve(source);
        try (InputStream in = MovedClock.class.getResourceAsStream(source)) {
            Files.write(file, in.readAllBytes());
        }
        String output = file + ".out";
        List<String> command = new ArrayList<>(List.of("gcc", "-std=c11", "-O2"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-o", output, file.toString()));
        String unused = run(Map.of(), command.toArray(String[]::new));
        return output;
    }

    private static void needsACompiler() {
        try {
            new ProcessBuilder("gcc", "--version").start().destroyForcibly();
        } catch (IOException e) {
            assumeTrue(false, "no gcc: " + e.getMessage());
        }
    }

    /** Half of one setting and half of the other would show 0 or 6000 seconds ahead. */
    @Test
    void noSettingIsEverSeenInHalf() throws Exception {
        needsACompiler();
        ClockFile file = ClockFile.open(folder.resolve("clock"));
        Instant now = Clock.systemUTC().instant();
        Instant before = now.minusSeconds(5000);
        file.put(Duration.ofSeconds(1000), 0, ZERO, ZERO, now);
        Thread writer =
                new Thread(
                        () -> {
                            // An odd number of writes: each of the two places gets both settings.
                            for (int i = 0; !Thread.interrupted(); i++) {
                                if (i % 3 == 0) {
                                    file.put(ZERO, 1_000_000, ZERO, ZERO, before);
                                } else {
                                    file.put(Duration.ofSeconds(1000), 0, ZERO, ZERO, now);
                                }
                            }
                        });
        Map<String, String> variables = new HashMap<>();
        String library = compiled(MovedClock.SOURCE, "-fPIC", "-shared");
        MovedClock.prepare(variables, library, folder.toString());
        String program = compiled("torn.c");
        writer.start();
        try {
            assertEquals("torn 0 of 1000000\n", run(variables, program));
        } finally {
            writer.interrupt();
            writer.join(10_000);
        }
    }

    @Test
    void openingAgainChangesNothing() throws Exception {
        Path path = folder.resolve("clock");
        ClockFile.open(path).put(Duration.ofHours(1), 7, ZERO, ZERO, Instant.EPOCH);
        byte[] before = Files.readAllBytes(path);
        ClockFile unused = ClockFile.open(path);
        assertEquals(88, before.length);
        assertEquals(List.of(bytes(before)), List.of(bytes(Files.readAllBytes(path))));
    }

    private static String bytes(byte[] all) {
        return java.util.HexFormat.of().formatHex(all);
    }

    @Test
    void placeThatCannotBeWrittenIsSaid() {
        EnvironmentException failure =
                assertThrows(
                        EnvironmentException.class,
                        () -> ClockFile.open(folder.resolve("no/such/clock")));
        assertTrue(failure.getMessage().startsWith("cannot make the clock"));
    }
}
