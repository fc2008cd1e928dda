package dev.holdfast.checker.counterexample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.subhistory.Subhistory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MinimizerTest {
    private static final Permutations BRUTE = new Permutations();
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Model<Long> REGISTER = new TestRegister(true);

    private static Subhistory of(History history) {
        return Subhistories.of(history, REGISTER, Fails.LENIENT).get(0);
    }

    private static Finding.NotLinearizable refuted(Subhistory h) {
        return (Finding.NotLinearizable) BRUTE.decide(h, Effort.standard());
    }

    private static Counterexample minimize(History history) {
        Subhistory h = of(history);
        return new Minimizer(BRUTE, LONG).minimize(h, refuted(h), Effort.standard());
    }

    private static List<Integer> invocations(List<Operation> operations) {
        return operations.stream().map(o -> o.invocation().index()).toList();
    }

    @Test
    void keepsTheWriteThatMakesTheReadWrong() {
        Sketch sketch = new Sketch();
        for (int i = 0; i < 10; i++) {
            sketch.alone(0, "write", 1L + i % 2, 1L + i % 2).alone(1, "read", null, 1L + i % 2);
        }
        History history =
                sketch.alone(2, "write", 2L, 2L)
                        .alone(3, "read", null, 1L)
                        .alone(4, "write", 1L, 1L)
                        .history();
        Counterexample c = minimize(history);
        assertEquals(List.of(40, 42), invocations(c.must()));
        assertEquals(42, c.last().invocation().index());
        assertTrue(c.isFolded() && c.isMinimal() && c.isConfirmed());
        assertEquals(20, c.earlier());
        assertEquals(0, c.others());
    }

    @Test
    void startsWhereTheHistoryStartsIfThatIsNeeded() {
        Counterexample c =
                minimize(
                        new Sketch()
                                .alone(0, "cas", List.of(0L, 1L), List.of(0L, 1L))
                                .alone(0, "cas", List.of(1L, 2L), List.of(1L, 2L))
                                .alone(1, "cas", List.of(0L, 2L), List.of(0L, 2L))
                                .history());
        assertFalse(c.moments().isEmpty());
        assertEquals(4, c.last().invocation().index());
    }

    @Test
    void aDeciderThatFindsItLinearizableAfterAllEndsWithoutAVerdict() {
        Subhistory h = of(new Sketch().alone(0, "read", null, 7L).history());
        Minimizer minimizer = new Minimizer(always(new Finding.Linearizable()), LONG);
        Finding.NotLinearizable found = refuted(h);
        assertThrows(
                IllegalStateException.class, () -> minimizer.minimize(h, found, Effort.standard()));
    }

    @Test
    void aDeciderThatRefutesWhatCanBeExplainedEndsWithoutAVerdict() {
        Subhistory h = of(new Sketch().alone(0, "read", null, 0L).history());
        Finding.NotLinearizable wrong = new Finding.NotLinearizable(0, List.of());
        Minimizer minimizer = new Minimizer(always(wrong), LONG);
        assertThrows(
                IllegalStateException.class, () -> minimizer.minimize(h, wrong, Effort.standard()));
    }

    @Test
    void withoutTimeTheCutHistoryIsShownAsUnchecked() {
        History history =
                new Sketch()
                        .alone(0, "write", 1L, 1L)
                        .alone(0, "read", null, 2L)
                        .alone(0, "write", 2L, 2L)
                        .history();
        Subhistory h = of(history);
        Counterexample c =
                new Minimizer(always(new Finding.Undecided("tired")), LONG)
                        .minimize(h, refuted(h), Effort.standard());
        assertFalse(c.isMinimal() || c.isConfirmed());
        assertEquals(List.of(0, 2), invocations(c.must()));
        assertTrue(Argument.of(c, history).argument().contains("too short"));
    }

    @Test
    void aCoreIsWhereTheSearchStarts() {
        Sketch sketch = new Sketch();
        for (int i = 0; i < 8; i++) {
            sketch.alone(0, "write", 1L + i % 2, 1L + i % 2);
        }
        History history = sketch.alone(1, "read", null, 1L).history();
        Subhistory h = of(history);
        Counterexample c =
                new Minimizer(BRUTE, LONG)
                        .minimize(
                                h,
                                new Finding.NotLinearizable(8, List.of(7, 8)),
                                Effort.standard());
        assertEquals(List.of(14, 16), invocations(c.must()));
    }

    private static Decider always(Finding finding) {
        return new Decider() {
            @Override
            public String name() {
                return "stubborn";
            }

            @Override
            public boolean isFor(Subhistory subhistory) {
                return true;
            }

            @Override
            public Finding decide(Subhistory subhistory, Effort effort) {
                return finding;
            }
        };
    }
}
