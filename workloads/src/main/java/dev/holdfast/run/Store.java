package dev.holdfast.run;

import dev.holdfast.report.RunSummary;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

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
        Path runs = root.resolve(safe(name));
        try {
            Files.createDirectories(runs);
            for (Instant time = now; ; time = time.plusMillis(1)) {
                Path path = runs.resolve(STAMP.format(time));
                try {
                    Files.createDirectory(path);
                } catch (FileAlreadyExistsException e) {
                    continue;
                }
                RunFolder folder = new RunFolder(path);
                Files.createDirectory(folder.nodes());
                link(runs.resolve("latest"), Path.of(path.getFileName().toString()));
                link(root.resolve("latest"), root.relativize(path));
                return folder;
            }
        } catch (IOException e) {
            String why = e instanceof AccessDeniedException ? "permission denied" : e.toString();
            throw new IllegalArgumentException(
                    "the store '%s' cannot be written (%s); choose another with --store"
                            .formatted(root, why),
                    e);
        }
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

    /** Adds the run's line to the index. */
    void index(RunFolder folder, RunSummary summary) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("run", root.toRealPath().relativize(folder.path().toRealPath()).toString());
        line.put("subject", summary.subject());
        line.put("workload", summary.workload());
        line.put("faults", summary.faults());
        line.put("seed", summary.seed());
        line.put("started", summary.startedAt());
        line.put("verdict", summary.word());
        line.put("grade", summary.grade());
        String json =
                RunFolder.JSON
                        .writer()
                        .without(com.fasterxml.jackson.databind.SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(line);
        Files.writeString(
                root.resolve("index.jsonl"),
                json + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
