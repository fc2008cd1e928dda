package dev.holdfast.checker.knossos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.io.HistoryFiles;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.ModelOptions;
import dev.holdfast.checker.model.Models;
import dev.holdfast.checker.search.Searches;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.subhistory.Subhistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The histories that Knossos comes with, whose folders say which are good: our search, Knossos with
 * our model and Knossos with its own say the same.
 */
class KnossosDataTest {
    private static final Path DATA = Path.of(System.getProperty("holdfast.knossos.data", "/none"));

    @ParameterizedTest
    @CsvSource({"cas-register, 0", "mutex,", "multi-register,"})
    void agrees(String name, Long initial) throws IOException {
        assumeTrue(
                Files.isDirectory(DATA.resolve(name)),
                "needs -Dholdfast.knossos.data=DIRECTORY, the data of Knossos's sources");
        KnossosOptions options = RealKnossos.options().with(Algorithm.COMPETITION);
        Object start = name.equals("multi-register") ? Map.of("x", 0L, "y", 0L) : initial;
        Model<?> model = Models.find(name, ModelOptions.usual().startingWith(start));
        List<String> files = new ArrayList<>();
        List<Subhistory> parts = new ArrayList<>();
        for (Path file : files(name)) {
            try {
                History history = HistoryFiles.read(file).history();
                List<Subhistory> one = Subhistories.of(history, model, Fails.LENIENT);
                for (Subhistory part : one) { // none if a file holds failures only
                    parts.add(part);
                    files.add(DATA.relativize(file).toString());
                }
            } catch (BadHistoryException e) { // some are cut out by hand and are no histories
                assertTrue(e.getMessage().contains("process"), e::getMessage);
            }
        }
        assertTrue(!parts.isEmpty());
        List<String> ours = new ArrayList<>();
        for (Subhistory part : parts) {
            Finding finding = Searches.competition().decide(part, Effort.standard());
            ours.add(finding instanceof Finding.Linearizable ? "valid" : "invalid");
        }
        for (int i = 0; i < files.size(); i++) {
            assertEquals(
                    files.get(i).contains("/good/") ? "valid" : "invalid",
                    ours.get(i),
                    files.get(i));
        }
        for (ModelSource source : ModelSource.values()) {
            KnossosRun.Result result =
                    KnossosRun.of(parts, options.with(source), RealKnossos.LIMITS, true);
            assertNull(result.stopped());
            assertEquals(ours, result.answers().stream().map(Answer::word).toList());
        }
    }

    private static List<Path> files(String name) throws IOException {
        try (Stream<Path> walk = Files.walk(DATA.resolve(name))) {
            return walk.filter(p -> p.toString().endsWith(".edn")).sorted().toList();
        }
    }
}
