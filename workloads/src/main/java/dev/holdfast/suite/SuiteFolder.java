package dev.holdfast.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.report.BadSummaryException;
import dev.holdfast.report.RunSummary;
import dev.holdfast.report.SummaryJson;
import dev.holdfast.report.text.JunitXml;
import dev.holdfast.run.IndexEntry;
import dev.holdfast.run.RunFolder;
import dev.holdfast.run.Store;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one run of a suite leaves beside its runs: {@code suite.json}, which tells what it is a run
 * of, {@code junit.xml} and {@code table.md}.
 *
 * <p>Which cells are done stands in the index of the store and nowhere else.
 */
public final class SuiteFolder {
    private static final String SUITE = "suite";
    private static final String CELL = "cell";
    private static final String DIGEST = "digest";
    private static final JsonMapper JSON = new JsonMapper();

    private final Store store;
    private final Path path;
    private final String name;

    private SuiteFolder(Store store, Path path) throws IOException {
        this.store = store;
        this.path = path;
        this.name = store.relative(path);
    }

    /**
     * Starts a new run of a suite.
     *
     * @throws IllegalArgumentException in one line, if the store cannot be written
     */
    public static SuiteFolder create(Store store, Suite suite) {
        Path path = store.createSuite(suite.name(), Clock.systemUTC().instant());
        ObjectNode json = JSON.createObjectNode();
        json.put(SUITE, suite.name()).put(DIGEST, suite.digest());
        json.put("cells", suite.cells().size());
        try {
            Files.writeString(path.resolve("suite.json"), json.toPrettyString() + "\n");
            return new SuiteFolder(store, path);
        } catch (IOException e) {
            throw new IllegalArgumentException("the store cannot be written: " + e, e);
        }
    }

    /**
     * The last run of a suite, to go on with.
     *
     * @throws IllegalArgumentException in one line, if there is none, or it was of another suite
     */
    public static SuiteFolder latest(Store store, Suite suite) {
        Path latest = store.suites(suite.name()).resolve("latest");
        try {
            Path path = latest.toRealPath();
            JsonNode json = JSON.readTree(Files.readString(path.resolve("suite.json")));
            if (!json.path(DIGEST).asText().equals(suite.digest())) {
                throw new IllegalArgumentException(
                        ("the suite %s is not what it was when %s began; start anew, without"
                                        + " --resume")
                                .formatted(suite.name(), path));
            }
            return new SuiteFolder(store, path);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s cannot be read; start anew, without --resume"
                            .formatted(latest.resolve("suite.json")),
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the store '%s' has no run of suite %s to go on with; start without --resume"
                            .formatted(store.root(), suite.name()),
                    e);
        }
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** What the index shall say of a run of this cell. */
    Map<String, String> note(Cell cell, Outcome outcome) {
        return Map.of(
                SUITE,
                name,
                CELL,
                cell.id(),
                "expected",
                cell.expect().word(),
                "outcome",
                outcome.word());
    }

    /**
     * The results of these cells that stand already. Those that failed do not: they are to be tried
     * again.
     */
    public List<CellResult> standing(List<Cell> cells) {
        Map<String, String> runs = new HashMap<>();
        try {
            for (IndexEntry entry : store.index().read()) {
                boolean ours = entry.more().getOrDefault(SUITE, "").equals(name);
                if (ours && !entry.verdict().equals(IndexEntry.FAILED)) {
                    runs.put(entry.more().getOrDefault(CELL, ""), entry.run());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<CellResult> results = new ArrayList<>();
        for (Cell cell : cells) {
            String run = runs.get(cell.id());
            if (run != null) {
                standing(cell, store.root().resolve(run)).ifPresent(results::add);
            }
        }
        return results;
    }

    private static Optional<CellResult> standing(Cell cell, Path run) {
        try {
            RunSummary summary = SummaryJson.read(new RunFolder(run).verdict());
            return Optional.of(CellResult.of(cell, summary, run, 0));
        } catch (IOException | BadSummaryException e) {
            // Gone or damaged: it is run again.
            return Optional.empty();
        }
    }

    /** Adds the line of a cell whose rig failed to the index. */
    void indexFailure(Cell cell, Optional<Path> run, String started) throws IOException {
        store.index()
                .append(
                        IndexEntry.failed(
                                run.isPresent() ? store.relative(run.get()) : "",
                                cell.plan(),
                                cell.subject().name(),
                                started,
                                note(cell, Outcome.FAILED)));
    }

    /**
     * Writes JUnit XML and the closing table, whole or not at all.
     *
     * @param byExpectation whether what came out as expected passes, broken promises included
     */
    public void conclude(List<CellResult> results, boolean byExpectation) throws IOException {
        Path half = path.resolve(".junit.xml.half");
        try (BufferedWriter out = Files.newBufferedWriter(half)) {
            JunitXml.renderCases(results.stream().map(r -> junit(r, byExpectation)).toList(), out);
        }
        Files.move(
                half,
                path.resolve("junit.xml"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
        Files.writeString(path.resolve("table.md"), SuiteTable.markdown(results));
    }

    private static JunitXml.Run junit(CellResult result, boolean byExpectation) {
        String suite = result.cell().id();
        if (result.summary().isEmpty()) {
            return JunitXml.Run.failed(suite, result.says(), result.millis());
        }
        RunSummary summary = result.summary().get();
        if (!byExpectation) {
            return JunitXml.Run.judged(suite, summary);
        }
        return switch (result.outcome()) {
            case AS_EXPECTED -> JunitXml.Run.passed(suite, summary);
            case SURPRISING ->
                    JunitXml.Run.judged(
                            suite,
                            summary,
                            "%s, but %s was expected: %s"
                                    .formatted(
                                            summary.word(),
                                            result.cell().expected(),
                                            summary.sentence()));
            default -> JunitXml.Run.judged(suite, summary);
        };
    }
}
