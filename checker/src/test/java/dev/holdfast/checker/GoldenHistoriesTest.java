package dev.holdfast.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.io.HistoryFiles;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import dev.holdfast.checker.verdict.Verdict;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories whose verdict stands in their path: {@code histories/<checker>/{valid,invalid}/<name>}.
 *
 * <p>Beside each invalid one stands its evidence, word for word. Where the words are meant to
 * change, run with {@code -Dholdfast.golden.write=true} and read the difference.
 */
class GoldenHistoriesTest {
    private static final Path ROOT = Path.of("src/test/resources/histories");

    static List<Path> histories() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(f -> f.toString().matches(".*\\.(jsonl|edn)"))
                    .filter(f -> !f.startsWith(ROOT.resolve("model"))) // see ModelGoldensTest
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("histories")
    void theVerdictIsThatOfThePath(Path file) throws IOException {
        String model = ROOT.relativize(file).getName(0).toString();
        boolean valid = file.getParent().endsWith("valid");
        History history = HistoryFiles.read(file).history();
        Verdict verdict = PartCheckers.find(model).check(history);
        assertEquals(valid ? "valid" : "invalid", verdict.word(), () -> verdict.toString());
        if (!valid) {
            Evidence evidence = assertInstanceOf(Verdict.Invalid.class, verdict).evidence();
            Path golden = Path.of(file.toString().replaceAll("\\.(jsonl|edn)$", ".txt"));
            if (Boolean.getBoolean("holdfast.golden.write")) {
                Files.writeString(golden, text(evidence));
            }
            assertEquals(Files.readString(golden), text(evidence));
        }
    }

    private static String text(Evidence e) {
        StringBuilder s = new StringBuilder();
        s.append(e.kind()).append('\n').append(e.summary()).append('\n').append(e.argument());
        s.append("\nops");
        for (Op op : e.ops()) {
            s.append(" #").append(op.index());
        }
        s.append('\n');
        for (Evidence.Step step : e.steps()) {
            s.append("  #").append(step.op()).append(": ");
            s.append(step.before()).append(" -> ").append(step.after()).append('\n');
        }
        return s.toString();
    }

    @ParameterizedTest
    @MethodSource("histories")
    void everyHistoryHasATwinWithOneOperationChanged(Path file) throws IOException {
        String path = file.toString();
        Path twin =
                Path.of(
                        path.contains("/valid/")
                                ? path.replace("/valid/", "/invalid/")
                                : path.replace("/invalid/", "/valid/"));
        assertTrue(Files.exists(twin), twin + " is missing");
        List<String> mine = withoutIndex(file);
        List<String> other = withoutIndex(twin);
        List<String> changed = new ArrayList<>(mine);
        other.forEach(changed::remove);
        assertTrue(changed.size() <= 2, "more than one operation differs: " + changed);
    }

    private static List<String> withoutIndex(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(l -> l.replaceAll(":?\"?index\"?[: ]\\d+,?", ""))
                .toList();
    }

    @Test
    void everyKindOfViolationIsShown() throws IOException, IllegalAccessException {
        Set<String> shown = new TreeSet<>();
        for (Path file : histories()) {
            if (file.toString().contains("/invalid/")) {
                String model = ROOT.relativize(file).getName(0).toString();
                MultiChecker checker = (MultiChecker) PartCheckers.find(model);
                for (Evidence e : checker.violations(HistoryFiles.read(file).history())) {
                    shown.add(e.kind());
                }
            }
        }
        Set<String> known = new TreeSet<>();
        for (Field f : Kinds.class.getFields()) {
            known.add(assertNotNullValue(f));
        }
        known.remove(Kinds.NOT_LINEARIZABLE); // see ModelProofsTest
        assertEquals(known, shown);
    }

    private static String assertNotNullValue(Field f) throws IllegalAccessException {
        Object value = f.get(null);
        assertNotNull(value);
        return (String) value;
    }
}
