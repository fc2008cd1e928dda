package dev.holdfast.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.shortcut.Deciders;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.linear.Analysis;
import dev.holdfast.checker.linear.Linearizability;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.ModelEntry;
import dev.holdfast.checker.model.Models;
import dev.holdfast.checker.oracle.EveryOrder.Claim;
import dev.holdfast.checker.search.Searches;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every model of the catalogue, with both meanings of failed operations, by every engine that is
 * for it: verdict and proof against every order of the operations.
 *
 * <p>{@code -Dholdfast.oracle=N} sets how many histories there are: N/20 for each case.
 */
class CatalogueOracleTest {
    private static final long HISTORIES =
            Math.max(200, Long.getLong("holdfast.oracle", 10_000) / 20);
    private static final int ALL_ENGINES_EVERY = 16;
    private static final String AUTO = "auto";
    private static final List<String> SEARCHES = List.of("exact", "cegar", "competition");

    private static final List<Decider> DECIDERS =
            Stream.concat(
                            Deciders.all().stream(),
                            Stream.of(Searches.exact(), Searches.cegar(), Searches.competition()))
                    .toList();
    private static final Pattern MAY =
            Pattern.compile("\\(#(\\d+)[^)]*\\)(?:, at any moment from |; that does not help)");

    static List<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (Subjects.Subject subject : Subjects.all()) {
            for (Fails fails : Fails.values()) {
                cases.add(Arguments.of(subject, fails));
            }
        }
        return cases;
    }

    @Test
    void everyModelIsThere() {
        Set<String> known =
                Models.entries().stream().map(ModelEntry::name).collect(Collectors.toSet());
        Set<String> compared =
                Subjects.all().stream().map(s -> s.model().name()).collect(Collectors.toSet());
        assertEquals(new TreeSet<>(known), new TreeSet<>(compared));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyEngineAgrees(Subjects.Subject subject, Fails fails) {
        Map<String, Linearizability> engines = new LinkedHashMap<>();
        for (String name : Linearizability.engines()) {
            engines.put(name, Linearizability.of(subject.model()).fails(fails).engine(name));
        }
        SplittableRandom random = new SplittableRandom(subject.label().hashCode() + 31L);
        Map<String, Long> decided = new HashMap<>();
        Map<String, Long> words = new HashMap<>();
        for (long i = 0; i < HISTORIES; i++) {
            History history = subject.make(random, fails);
            String expected = EveryOrder.word(history, subject.model(), fails);
            words.merge(expected, 1L, Long::sum);
            compareDeciders(history, subject, fails, !expected.equals("invalid"), decided);
            List<String> asked =
                    i % ALL_ENGINES_EVERY == 0 ? Linearizability.engines() : List.of(AUTO);
            for (String name : asked) {
                Analysis analysis = engines.get(name).analyse(history);
                if (!isUnfit(name, analysis.verdict())) {
                    assertEquals(
                            expected,
                            analysis.verdict().word(),
                            () -> name + " " + analysis + show(history));
                }
                if (analysis.verdict() instanceof Verdict.Invalid invalid) {
                    requireProof(invalid.evidence(), history, subject, fails);
                }
            }
        }
        requireShares(words, decided, subject, fails);
    }

    /** What the engines find about each object, without a proof, which takes most of the time. */
    private static void compareDeciders(
            History history,
            Subjects.Subject subject,
            Fails fails,
            boolean expected,
            Map<String, Long> decided) {
        List<Subhistory> parts = Subhistories.of(history, subject.model(), fails);
        for (Decider decider : DECIDERS) {
            List<Finding> found =
                    parts.stream()
                            .filter(decider::isFor)
                            .map(h -> decider.decide(h, Effort.standard()))
                            .filter(f -> !(f instanceof Finding.Undecided))
                            .toList();
            boolean isValid = found.stream().allMatch(f -> f instanceof Finding.Linearizable);
            if (!isValid || (found.size() == parts.size() && !found.isEmpty())) {
                decided.merge(decider.name(), 1L, Long::sum);
                assertEquals(expected, isValid, () -> decider + " " + found + show(history));
            }
        }
    }

    /** Whether an engine refused a history that it is not for; one that is chosen never does. */
    private static boolean isUnfit(String name, Verdict verdict) {
        return verdict instanceof Verdict.Unknown unknown
                && !name.equals(AUTO)
                && (unknown.reason().contains("no engine is for model")
                        || (!SEARCHES.contains(name) && !unknown.reason().endsWith(" completed")));
    }

    private static void requireShares(
            Map<String, Long> words, Map<String, Long> decided, Subjects.Subject s, Fails fails) {
        double sure = HISTORIES - words.getOrDefault("unknown", 0L);
        double share = words.getOrDefault("valid", 0L) / sure;
        assertTrue(sure > HISTORIES * 0.7, () -> "words " + words);
        assertTrue(share > 0.05 && share < 0.95, () -> "words " + words);
        for (String name : SEARCHES) {
            boolean isFor = !name.equals("cegar") || s.model().isFinite();
            assertEquals(isFor, decided.containsKey(name), () -> "decided " + decided);
            assertTrue(!isFor || decided.get(name) > HISTORIES * 0.9, () -> "decided " + decided);
        }
        if (fails == Fails.LENIENT && !s.shortcut().isEmpty()) {
            assertTrue(
                    decided.getOrDefault(s.shortcut(), 0L) > HISTORIES / 8,
                    () -> "decided " + decided);
        }
    }

    private static void requireProof(
            Evidence evidence, History history, Subjects.Subject subject, Fails fails) {
        for (Op op : evidence.ops()) {
            assertEquals(history.op(op.index()), op);
        }
        Set<Integer> named = Oracle.invocations(history, evidence);
        assertFalse(named.isEmpty());
        assertTrue(evidence.argument().length() > 20 && !evidence.steps().isEmpty());
        Claim claim = claim(evidence, named, history);
        assertFalse(
                EveryOrder.isLinearizable(history, subject.model(), fails, claim),
                () -> "no proof: " + evidence + show(history));
    }

    /**
     * What the evidence says. A proof that begins with what is certain by then rests on all that
     * was before, and leaves the others where they are.
     */
    private static Claim claim(Evidence evidence, Set<Integer> named, History history) {
        Set<Integer> sure =
                named.stream()
                        .filter(i -> Operation.at(history, i).outcome() != OpType.INFO)
                        .collect(Collectors.toSet());
        int end = evidence.steps().get(evidence.steps().size() - 1).op();
        sure.removeAll(optional(evidence, named, end, history));
        if (evidence.argument().startsWith("First there ")) {
            int before = Collections.min(sure.stream().map(history::completionOf).toList());
            return new Claim(i -> sure.contains(i) || i < before, i -> true, 0, end);
        }
        return new Claim(sure::contains, named::contains, Collections.min(sure), end);
    }

    /**
     * Those that the proof names and says of that they may have happened or not. Where it counts,
     * these are the ones that undo what the last one did.
     */
    private static Set<Integer> optional(
            Evidence evidence, Set<Integer> named, int end, History history) {
        if (evidence.argument().contains(" can have happened ")) {
            String f = history.op(end).f();
            return named.stream()
                    .filter(i -> !history.op(i).f().equals(f))
                    .collect(Collectors.toSet());
        }
        return MAY.matcher(evidence.argument())
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .collect(Collectors.toSet());
    }

    private static String show(History history) {
        StringBuilder out = new StringBuilder("\n");
        history.ops().forEach(op -> out.append(op).append('\n'));
        return out.toString();
    }
}
