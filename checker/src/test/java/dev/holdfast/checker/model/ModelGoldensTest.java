package dev.holdfast.checker.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every model accepts and refuses the histories that it should. */
class ModelGoldensTest {
    static List<Goldens.Golden> goldens() throws IOException {
        return Goldens.all();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void theVerdictIsThatOfThePath(Goldens.Golden golden) {
        Models.requireWellFormed(golden.model(), golden.history());
        assertEquals(Set.of(), Models.unknownFunctions(golden.model(), golden.history()));
        assertEquals(
                golden.isValid(),
                Permutations.isLinearizable(golden.history(), golden.model(), golden.fails()));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void everyHistoryHasATwinWithOneOperationChanged(Goldens.Golden golden) throws IOException {
        String path = golden.file().toString();
        String twin =
                golden.isValid()
                        ? path.replace("/valid/", "/invalid/")
                        : path.replace("/invalid/", "/valid/");
        List<String> changed = new ArrayList<>(Files.readAllLines(golden.file()));
        Files.readAllLines(Path.of(twin)).forEach(changed::remove);
        assertTrue(
                !changed.isEmpty() && changed.size() <= 2,
                () -> "not exactly one operation differs: " + changed);
    }

    @Test
    void everyModelHasSome() throws IOException {
        Set<String> shown =
                goldens().stream().map(g -> g.model().name()).collect(Collectors.toSet());
        Set<String> known =
                Models.entries().stream().map(ModelEntry::name).collect(Collectors.toSet());
        assertEquals(new TreeSet<>(known), new TreeSet<>(shown));
    }
}
