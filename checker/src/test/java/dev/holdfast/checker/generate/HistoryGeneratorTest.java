package dev.holdfast.checker.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.PartCheckers;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.ModelOptions;
import dev.holdfast.checker.model.Models;
import dev.holdfast.checker.model.Permutations;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Made-up histories are what their plan says. */
class HistoryGeneratorTest {
    private static final long SEEDS = Math.max(20, Long.getLong("holdfast.oracle", 0) / 1000);
    private static final Map<String, Long> BALANCES = Map.of("0", 10L, "1", 10L, "2", 0L);

    static Stream<String> models() {
        return Models.entries().stream().map(e -> e.name());
    }

    private static Model<?> model(String name) {
        ModelOptions usual = ModelOptions.usual();
        return Models.find(
                name,
                name.equals("bank")
                        ? usual.startingWith(BALANCES)
                        : name.endsWith("semaphore") ? usual.withLimit(2) : usual);
    }

    /** Plans of at most 26 operations, of many kinds. */
    private static Plan plan(String model, int seed) {
        boolean isOneObject = model.equals("bank") || model.equals("multi-register");
        Shape[] shapes = Shape.values();
        Shape shape = shapes[seed % shapes.length];
        int operations = shape == Shape.ALL_CONCURRENT ? 12 : 18 + seed % 9;
        return Plan.of(operations, 1 + seed % 4, seed % 3 * 0.1)
                .withValues(seed % 4)
                .withPartitions(isOneObject ? 1 : 1 + seed % 5 / 3)
                .withReadShare(seed % 2 == 0 ? 0.3 : 0.6)
                .withShape(shape);
    }

    @ParameterizedTest
    @MethodSource("models")
    void validOnesAreValidAndSoAreTheirFailures(String name) {
        Model<?> model = model(name);
        for (int seed = 0; seed < SEEDS; seed++) {
            Plan plan = plan(name, seed);
            History h = HistoryGenerator.of(model, plan, seed);
            String told = told(plan, seed, h);
            Models.requireWellFormed(model, h);
            assertTrue(Permutations.isLinearizable(h, model, Fails.LENIENT), told);
            assertTrue(Permutations.isLinearizable(h, model, Fails.STRICT), told);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void invalidOnesAreInvalidWhateverInfosThereAre(String name) {
        Model<?> model = model(name);
        for (int seed = 0; seed < SEEDS; seed++) {
            for (HistoryKind kind :
                    List.of(HistoryKind.LATE_LOST_UPDATE, HistoryKind.FLIPPED_RESULT)) {
                Plan plan = plan(name, seed).withKind(kind);
                History h = HistoryGenerator.of(model, plan, seed);
                String told = told(plan, seed, h);
                Models.requireWellFormed(model, h);
                assertTrue(!Permutations.isLinearizable(h, model, Fails.LENIENT), told);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "owner-mutex, mutex",
        "fenced-mutex, fenced-mutex",
        "reentrant-mutex, reentrant-mutex",
        "lease-lock, service",
        "account, register",
        "tokens, tokens"
    })
    void checkersAgreeAboutLargeOnes(String model, String checker) {
        for (HistoryKind kind : HistoryKind.values()) {
            for (int seed = 0; seed < 5; seed++) {
                Plan plan = Plan.of(2000, 10, 0.03).withKind(kind);
                History h = HistoryGenerator.of(model(model), plan, seed);
                String word = PartCheckers.find(checker).check(h).word();
                String expected = kind == HistoryKind.VALID ? "valid" : "invalid";
                assertEquals(expected, word, plan + " seed " + seed);
            }
        }
    }

    private static String told(Plan plan, int seed, History h) {
        return "seed " + seed + " " + plan + h.ops().stream().map(o -> "\n" + o).toList();
    }

    @ParameterizedTest
    @MethodSource("models")
    void largeOnesHaveAsManyOperationsAsPlannedAndTheSameSeedGivesTheSame(String name) {
        Model<?> model = model(name);
        for (HistoryKind kind : HistoryKind.values()) {
            for (Shape shape : Shape.values()) {
                Plan plan = Plan.of(300, 10, 0.05).withKind(kind).withShape(shape);
                History h = HistoryGenerator.of(model, plan, 7);
                assertEquals(300, h.ops().stream().filter(Op::isInvoke).count(), plan.toString());
                assertEquals(h.ops(), HistoryGenerator.of(model, plan, 7).ops());
                Models.requireWellFormed(model, h);
            }
        }
    }

    @Test
    void theModelsHistoriesAreNotDull() {
        for (String name : models().toList()) {
            Plan plan = Plan.of(1000, 5, 0.05);
            History h = HistoryGenerator.of(model(name), plan, 3);
            long ok = h.ops().stream().filter(Op::isOk).count();
            assertTrue(ok > 500, name + " has " + ok + " ok of 1000");
            long infos = h.ops().stream().filter(o -> o.type() == OpType.INFO).count();
            assertTrue(infos > 10, name + " has " + infos + " infos");
        }
    }

    @Test
    void severalObjectsAreNamedAndIndependentOnesArePairs() {
        Plan plan = Plan.of(200, 5, 0).withPartitions(3);
        Set<Object> keys = new TreeSet<>();
        for (Op op : HistoryGenerator.of(model("cas-register"), plan, 1).ops()) {
            keys.add(String.valueOf(op.get("key")));
        }
        assertEquals(Set.of("k0", "k1", "k2"), keys);
        Model<?> each = Models.find("cas-register", ModelOptions.usual().withIndependent(true));
        Set<Object> firsts =
                HistoryGenerator.of(each, plan, 1).ops().stream()
                        .map(o -> o.value() instanceof List<?> l ? l.get(0) : "none")
                        .collect(Collectors.toSet());
        assertEquals(Set.of(0L, 1L, 2L), firsts);
        assertThrows(
                IllegalArgumentException.class, () -> HistoryGenerator.of(model("bank"), plan, 1));
    }

    @Test
    void hugeIntervalsAndEarlyInfosLieWhereTheyShould() {
        Model<?> model = model("cas-register");
        Plan plan = Plan.of(200, 5, 0.1);
        History huge = HistoryGenerator.of(model, plan.withShape(Shape.HUGE_INTERVAL), 1);
        assertTrue(huge.completionOf(0) > 380, "it returns at " + huge.completionOf(0));
        History early = HistoryGenerator.of(model, plan.withShape(Shape.INFOS_FIRST), 1);
        for (Op op : early.ops()) {
            assertTrue(op.index() < 80 || op.type() != OpType.INFO, op.toString());
        }
        History all = HistoryGenerator.of(model, plan.withShape(Shape.ALL_CONCURRENT), 1);
        assertTrue(all.ops().subList(0, 200).stream().allMatch(Op::isInvoke));
    }

    @Test
    void uniqueValuesAreWrittenOnceAndOneValueAlways() {
        Plan plan = Plan.of(300, 5, 0.05);
        List<Object> written = writes(plan.withValues(0));
        assertEquals(written.size(), Set.copyOf(written).size());
        assertEquals(Set.of(1L), Set.copyOf(writes(plan.withValues(1).withReadShare(0))));
    }

    private static List<Object> writes(Plan plan) {
        return HistoryGenerator.of(model("register"), plan, 5).ops().stream()
                .filter(o -> o.isInvoke() && o.f().equals("write"))
                .<Object>map(o -> String.valueOf(o.value()))
                .map(s -> (Object) Long.valueOf((String) s))
                .toList();
    }
}
