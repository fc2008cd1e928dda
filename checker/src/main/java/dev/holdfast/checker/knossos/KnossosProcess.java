package dev.holdfast.checker.knossos;

import dev.holdfast.checker.decide.Limits;
import dev.holdfast.checker.explain.Words;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The process that Knossos runs in.
 *
 * <p>Closing kills it by its own handle. It dies with this process too: by a shutdown hook if this
 * one ends in order, and else because its standard input ends. May be closed from any thread.
 */
final class KnossosProcess implements AutoCloseable {
    private static final String PROGRAM = "holdfast/knossos.clj";
    private static final String ERRORS = "stderr.txt";
    private static final long SMALLEST_HEAP_MEGABYTES = 256;
    private static final int EXIT_OUT_OF_MEMORY = 3; // by -XX:+ExitOnOutOfMemoryError
    private static final long SECONDS_TO_DIE = 10;

    private final Process process;
    private final Path directory;
    private final Writer input;
    private final long heapMegabytes;
    private final Thread hook;

    private KnossosProcess(Process process, Path directory, long heapMegabytes) {
        this.process = process;
        this.directory = directory;
        this.heapMegabytes = heapMegabytes;
        this.input =
                new BufferedWriter(
                        new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.hook = new Thread(process::destroyForcibly, "knossos-hook");
    }

    /**
     * Starts it on the {@code history.edn} of {@code directory}, where it also leaves what it says
     * on its standard error.
     */
    static KnossosProcess start(Path directory, KnossosOptions options, Limits limits)
            throws IOException {
        copyProgram(directory);
        long megabytes = Math.max(SMALLEST_HEAP_MEGABYTES, limits.bytes() >> 20);
        String theirs =
                options.classpath().isEmpty()
                        ? System.getProperty("java.class.path")
                        : options.classpath();
        Process started =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx" + megabytes + "m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-XX:-UsePerfData",
                                "-cp",
                                directory + File.pathSeparator + theirs,
                                "clojure.main",
                                "-m",
                                "holdfast.knossos",
                                directory.toString())
                        .redirectError(Redirect.to(directory.resolve(ERRORS).toFile()))
                        .start();
        KnossosProcess process = new KnossosProcess(started, directory, megabytes);
        try {
            Runtime.getRuntime().addShutdownHook(process.hook);
        } catch (IllegalStateException e) { // shutting down already
            process.close();
        }
        return process;
    }

    private static void copyProgram(Path directory) throws IOException {
        Path to = directory.resolve(PROGRAM);
        Files.createDirectories(to.resolveSibling(""));
        try (InputStream in = KnossosProcess.class.getResourceAsStream("/" + PROGRAM)) {
            if (in == null) {
                throw new FileNotFoundException(PROGRAM + " is not on the class path");
            }
            Files.copy(in, to);
        }
    }

    /** What it says, to be read by one thread. */
    BufferedReader output() {
        return new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Sends it one line. */
    void tell(String line) throws IOException {
        input.write(line);
        input.write('\n');
        input.flush();
    }

    /** The operating system's number of it. */
    long pid() {
        return process.pid();
    }

    /** What it died of, once it has ended by itself. */
    String epitaph() {
        try {
            if (!process.waitFor(SECONDS_TO_DIE, TimeUnit.SECONDS)) {
                return "Knossos's process fell silent";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "cancelled";
        }
        int code = process.exitValue();
        if (code == EXIT_OUT_OF_MEMORY) {
            return "Knossos is out of memory, %d MB".formatted(heapMegabytes);
        }
        return "Knossos's process ended with exit code %d before it answered%s"
                .formatted(code, lastWords());
    }

    /** The line of its standard error that says most, as the end of a sentence. */
    private String lastWords() {
        try (Stream<String> lines =
                Files.lines(directory.resolve(ERRORS), StandardCharsets.UTF_8)) {
            List<String> said = lines.filter(KnossosProcess::tellsAnError).limit(100).toList();
            return said.isEmpty() ? "" : ": " + bounded(said.get(said.size() - 1).strip());
        } catch (IOException | java.io.UncheckedIOException e) { // then there are none
            return "";
        }
    }

    private static boolean tellsAnError(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        boolean isLog = line.startsWith("INFO") || line.startsWith("WARNING");
        boolean isTrace = line.startsWith("\tat ");
        return !isLog
                && !isTrace
                && (lower.contains("error") || lower.contains("exception"))
                && !lower.contains(".edn");
    }

    private static String bounded(String line) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(line.length(), 180); i += 60) {
            out.append(Words.name(line.substring(i, Math.min(line.length(), i + 60))));
        }
        return out.toString();
    }

    /** Kills it and waits until it is dead. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) { // shutting down: the hook does the same
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            process.waitFor(SECONDS_TO_DIE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Removes {@code directory} and all that is in it; what cannot be removed stays. */
    static void delete(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            walk.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) { // a temporary directory; the system clears it away
            return;
        }
    }
}
