package dev.holdfast.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The folder that keeps all runs: {@code <name>/<time>/} each, with {@code latest} beside them and
 * a line for each in {@code index.jsonl}.
 *
 * @param root the folder
 */
public record Store(Path root) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /**
     * Makes the folder of a new run.
     *
     * @throws IllegalArgumentException in one line, if the store cannot be written
     */
    public RunFolder create(String name, Instant now) {
        try {
            RunFolder folder = new RunFolder(fresh(root.resolve(safe(name)), now));
            Files.createDirectory(folder.nodes());
            link(root.resolve("latest"), root.relativize(folder.path()));
            return folder;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** A folder below {@code parent} that is named by the time and is nobody else's. */
    private static Path fresh(Path parent, Instant now) throws IOException {
        Files.createDirectories(parent);
        for (Instant time = now; ; time = time.plusMillis(1)) {
            Path path = parent.resolve(STAMP.format(time));
            try {
                Files.createDirectory(path);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
            link(parent.resolve("latest"), Path.of(path.getFileName().toString()));
            return path;
        }
    }

    private IllegalArgumentException unwritable(IOException e) {
        String why = e instanceof AccessDeniedException ? "permission denied" : e.toString();
        return new IllegalArgumentException(
                "the store '%s' cannot be written (%s); choose another with --store"
                        .formatted(root, why),
                e);
    }

    /** A name that is one harmless folder on every file system. */
    static String safe(String name) {
        String clean = name.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^[.]+", "_");
        return clean.length() <= 120 ? clean : clean.substring(0, 120);
    }

    private static void link(Path link, Path target) {
        try {
            Path fresh = link.resolveSibling("." + link.getFileName() + "-" + target.hashCode());
            Files.deleteIfExists(fresh);
            Files.createSymbolicLink(fresh, target);
            Files.move(
                    fresh,
                    link,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | UnsupportedOperationException e) {
            // A file system without links: the index still tells which run is the latest.
        }
    }

    /**
     * The run that a person names: {@code latest}, or a folder.
     *
     * @throws IllegalArgumentException in one line, if there is none
     */
    public RunFolder find(String run) {
        Path path = run.equals("latest") ? root.resolve("latest") : Path.of(run);
        if (!Files.isDirectory(path)) {
            throw new IllegalArgumentException(
                    run.equals("latest")
                            ? "the store '%s' has no latest run; run holdfast test first"
                                    .formatted(root)
                            : "'%s' is not a run folder".formatted(run));
        }
        try {
            return new RunFolder(path.toRealPath());
        } catch (IOException e) {
            throw new IllegalArgumentException("'" + run + "' cannot be opened: " + e, e);
        }
    }

    /** The index of all runs. */
    public StoreIndex index() {
        return new StoreIndex(root.resolve("index.jsonl"));
    }

    /**
     * Makes the folder of a new run of a suite, {@code suites/<name>/<time>}.
     *
     * @throws IllegalArgumentException in one line, if the store cannot be written
     */
    public Path createSuite(String name, Instant now) {
        try {
            return fresh(suites(name), now);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /**
     * Makes the folder of a new experiment, {@code experiments/<name>/<time>}.
     *
     * @throws IllegalArgumentException in one line, if the store cannot be written
     */
    public Path createExperiment(String name, Instant now) {
        try {
            return fresh(root.resolve("experiments").resolve(safe(name)), now);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** The folder that keeps the runs of this suite; {@code latest} in it is the last one. */
    public Path suites(String name) {
        return root.resolve("suites").resolve(safe(name));
    }

    /** How the index names a folder of this store. */
    public String relative(Path folder) throws IOException {
        return root.toRealPath().relativize(folder.toRealPath()).toString();
    }
}
