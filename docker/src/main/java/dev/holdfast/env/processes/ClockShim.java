package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.clock.MovedClock;
import dev.holdfast.env.node.NodeFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * The library that moves clocks, compiled on this machine the first time it is needed and kept in
 * the cache under the digest of what it was made from.
 */
final class ClockShim {
    private static final String COMPILER = "gcc";
    private static final List<String> FLAGS =
            List.of("-std=c11", "-O2", "-fPIC", "-shared", "-Wall", "-Wextra", "-Werror");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private ClockShim() {}

    /**
     * The library.
     *
     * @param path where programs are looked for, as the variable PATH has it
     * @throws EnvironmentException if there is none and none can be made, saying what to do
     */
    static Path library(String path) {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            throw new EnvironmentException(
                    "clocks of local processes can be moved on Linux only; use --env containers");
        }
        byte[] source = source();
        Path library = CacheFolder.of("clock").resolve("clock-" + digest(source) + ".so");
        if (!Files.isRegularFile(library)) {
            compile(compiler(path), source, library);
        }
        return library.toAbsolutePath();
    }

    private static Path compiler(String path) {
        return ProgramPath.find(COMPILER, path)
                .orElseThrow(
                        () ->
                                new EnvironmentException(
                                        "moving clocks of local processes needs a C compiler, and"
                                                + " there is no gcc on the PATH; install it (Debian:"
                                                + " apt-get install gcc libc6-dev), or use --env"
                                                + " containers"));
    }

    private static byte[] source() {
        try (InputStream in =
                Objects.requireNonNull(
                        MovedClock.class.getResourceAsStream(MovedClock.SOURCE),
                        MovedClock.SOURCE)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new EnvironmentException("cannot read " + MovedClock.SOURCE + ": " + e, e);
        }
    }

    private static String digest(byte[] source) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(source);
            sha.update((FLAGS + System.getProperty("os.arch")).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** By way of another name, so that nobody ever loads half a library. */
    private static void compile(Path compiler, byte[] source, Path library) {
        try {
            Path folder = Files.createTempDirectory(library.getParent(), "clock");
            Path input = folder.resolve(MovedClock.SOURCE);
            Path output = folder.resolve("clock.so");
            try {
                Files.write(input, source);
                List<String> command = new ArrayList<>(List.of(compiler.toString()));
                command.addAll(FLAGS);
                command.addAll(List.of("-o", output.toString(), input.toString()));
                ShortCommand result = ShortCommand.run(command, LIMIT);
                if (result.status() != 0) {
                    throw new EnvironmentException(
                            "%s cannot compile what moves clocks: %s"
                                    .formatted(compiler, complaint(result.output())));
                }
                Files.move(output, library, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                NodeFiles.deleteTree(folder);
            }
        } catch (IOException e) {
            throw new EnvironmentException("cannot compile what moves clocks: " + e, e);
        }
    }

    private static String complaint(String output) {
        return output.lines()
                .filter(line -> line.contains("error"))
                .findFirst()
                .or(() -> output.lines().findFirst())
                .orElse("it does not say why");
    }
}
