package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A redis-server that can be started.
 *
 * @param file the program
 * @param description its version and where it comes from: {@code redis-server 7.0.15 (PATH)}
 */
record RedisBinary(Path file, String description) {

    /** {@code path}, {@code bundled}, a file, or {@code auto}: the PATH's, else the bundled one. */
    static final String CHOICE = "holdfast.redis";

    private static final String NAME = "redis-server";
    private static final String BUNDLED_VERSION = "7.0.15";
    private static final Pattern VERSION = Pattern.compile("v=(\\S+)");

    /**
     * Finds it as {@code -Dholdfast.redis} says.
     *
     * @throws EnvironmentException if there is none, saying how to get one
     */
    static RedisBinary find() {
        String choice = System.getProperty(CHOICE, "auto");
        return switch (choice) {
            case "auto" ->
                    onPath(System.getenv("PATH"))
                            .or(RedisBinary::bundled)
                            .orElseThrow(
                                    () ->
                                            missing(
                                                    "no redis-server on the PATH and none bundled for "
                                                            + platform()));
            case "path" ->
                    onPath(System.getenv("PATH"))
                            .orElseThrow(() -> missing("no redis-server on the PATH"));
            case "bundled" ->
                    bundled()
                            .orElseThrow(
                                    () -> missing("no redis-server bundled for " + platform()));
            default ->
                    at(Path.of(choice), CHOICE).orElseThrow(() -> missing("no program " + choice));
        };
    }

    private static EnvironmentException missing(String what) {
        return new EnvironmentException(
                what
                        + "; install Redis 6.2 or later (Debian: apt-get install redis-server,"
                        + " macOS: brew install redis)");
    }

    static Optional<RedisBinary> onPath(@Nullable String path) {
        return ProgramPath.find(NAME, path).flatMap(file -> at(file, "PATH"));
    }

    private static Optional<RedisBinary> at(Path file, String origin) {
        return Files.isExecutable(file) && Files.isRegularFile(file)
                ? Optional.of(
                        new RedisBinary(file, NAME + " " + version(file) + " (" + origin + ")"))
                : Optional.empty();
    }

    private static String version(Path file) {
        try {
            String output = ShortCommand.run(List.of(file.toString(), "--version")).output();
            Matcher matcher = VERSION.matcher(output);
            return matcher.find() ? matcher.group(1) : "of unknown version";
        } catch (IOException e) {
            throw new EnvironmentException("cannot run " + file + ": " + e.getMessage(), e);
        }
    }

    /** As the bundled files' names say it: {@code linux-amd64}. */
    static String platform() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String osName = os.startsWith("mac") ? "darwin" : os;
        return osName
                + "-"
                + switch (arch) {
                    case "x86_64", "amd64" -> "amd64";
                    case "aarch64", "arm64" -> "arm64";
                    case "x86", "i386", "i686" -> "386";
                    default -> arch;
                };
    }

    private static Optional<RedisBinary> bundled() {
        String name = NAME + "-" + BUNDLED_VERSION + "-" + platform();
        try (InputStream in = RedisBinary.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                return Optional.empty();
            }
            Path file = CacheFolder.of("redis").resolve(name);
            if (!Files.isExecutable(file)) {
                unpack(in, file);
            }
            return Optional.of(new RedisBinary(file, NAME + " " + BUNDLED_VERSION + " (bundled)"));
        } catch (IOException e) {
            throw new EnvironmentException(
                    "cannot unpack the bundled redis-server: " + e.getMessage(), e);
        }
    }

    /** By way of another name, so that nobody ever sees half a program. */
    private static void unpack(InputStream in, Path file) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path half = Files.createTempFile(folder, "redis", ".tmp");
        try {
            Files.copy(in, half, StandardCopyOption.REPLACE_EXISTING);
            if (!half.toFile().setExecutable(true, true)) {
                throw new IOException(half + " cannot be made executable");
            }
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }
}
