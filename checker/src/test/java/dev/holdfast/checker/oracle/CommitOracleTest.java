package dev.holdfast.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.commit.AgreementChecker;
import dev.holdfast.checker.commit.MoneyChecker;
import dev.holdfast.checker.commit.TerminationChecker;
import dev.holdfast.checker.commit.ValidityChecker;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import dev.holdfast.checker.verdict.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The questions about atomic commit against their definitions as loops within loops. */
class CommitOracleTest {
    @Test
    void agreementAgrees() {
        Function<List<Evidence>, List<String>> kinds = CommitOracleTest::sorted;
        compare(500, new AgreementChecker(), NaiveCommit::agreement, kinds);
    }

    @Test
    void validityAgrees() {
        Function<List<Evidence>, List<String>> kinds = CommitOracleTest::sorted;
        compare(501, new ValidityChecker(), NaiveCommit::validity, kinds);
    }

    @Test
    void moneyAgrees() {
        Function<List<Evidence>, Set<String>> kinds = found -> new TreeSet<>(sorted(found));
        compare(502, new MoneyChecker(), NaiveMoney::money, kinds);
    }

    @Test
    void terminationAgrees() {
        Function<List<Evidence>, List<String>> kinds = CommitOracleTest::sorted;
        compare(503, new TerminationChecker(), NaiveCommit::termination, kinds);
    }

    private static List<String> sorted(List<Evidence> found) {
        return found.stream().map(Evidence::kind).sorted().toList();
    }

    private static <C extends Collection<String>> void compare(
            long seed,
            MultiChecker checker,
            Function<History, C> definition,
            Function<List<Evidence>, C> kinds) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<String, Long> words = new TreeMap<>();
        Set<String> seen = new TreeSet<>();
        for (long i = 0; i < Oracle.HISTORIES; i++) {
            History h = TinyPayments.make(random);
            List<Evidence> found = checker.violations(h);
            C expected = definition.apply(h);
            assertEquals(expected, kinds.apply(found), () -> found + Oracle.text(seed, h));
            seen.addAll(expected);
            for (Evidence e : found) {
                assertTrue(
                        isProof(h, e, definition), () -> "no proof: " + e + Oracle.text(seed, h));
                assertTrue(e.argument().length() > 20 && !e.steps().isEmpty(), e.toString());
            }
            Verdict verdict = checker.check(h);
            assertEquals(found.isEmpty(), !(verdict instanceof Verdict.Invalid));
            words.merge(verdict.word(), 1L, Long::sum);
        }
        for (String word : List.of("valid", "invalid", "unknown")) {
            long share = words.getOrDefault(word, 0L) * 100 / Oracle.HISTORIES;
            assertTrue(share >= 5, words.toString());
        }
        assertTrue(seen.size() >= 2, seen.toString());
    }

    /**
     * Whether what the evidence names is a violation of that kind if there is nothing else. Alone,
     * two signs may contradict each other in more ways than one, for nobody waits any longer.
     */
    private static <C extends Collection<String>> boolean isProof(
            History h, Evidence e, Function<History, C> definition) {
        if (e.kind().equals(Kinds.COMMIT_WITHOUT_VOTE)) {
            return true; // That it is not there is shown by all of the history.
        }
        Set<Integer> named = Oracle.indices(e);
        for (int i : named) {
            int other = h.op(i).isInvoke() ? h.completionOf(i) : h.invocationOf(i);
            boolean isWhole = h.isNemesis(i) || other == History.NONE || named.contains(other);
            assertTrue(isWhole, () -> "half an operation: " + e);
        }
        C alone = definition.apply(History.of(e.ops()));
        return alone.contains(e.kind())
                || (e.kind().equals(Kinds.PAYER_MISLED) && !alone.isEmpty());
    }
}
