package dev.holdfast.checker.counterexample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.search.Searches;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentTest {
    private static Evidence evidence(History history, Model<?> model) {
        Subhistory h = Subhistories.of(history, model, Fails.STRICT).get(0);
        Finding finding = Searches.competition().decide(h, Effort.standard());
        Counterexample c =
                new Minimizer(Searches.competition(), Duration.ofMinutes(5))
                        .minimize(h, (Finding.NotLinearizable) finding, Effort.standard());
        return Argument.of(c, history);
    }

    private static Evidence register(Sketch sketch) {
        return evidence(sketch.history(), new TestRegister(true));
    }

    @Test
    void twoOperationsTakeTwoSentences() {
        Evidence e =
                register(
                        new Sketch()
                                .alone(0, "write", 1L, 1L)
                                .alone(1, "write", 2L, 2L)
                                .alone(2, "read", null, 1L));
        assertEquals(Kinds.NOT_LINEARIZABLE, e.kind());
        assertEquals(
                "The register: process 2 did read -> 1 at 0.005 s, when it certainly held value 2.",
                e.summary());
        assertEquals(
                "Process 1 did write 2 (#2, 0.002 s to 0.003 s), so from then until 0.005 s the"
                        + " register holds value 2, whatever the operation before it did. Yet process 2 did"
                        + " read -> 1 (#4, 0.004 s to 0.005 s), which is impossible then: its"
                        + " value is 2.",
                e.argument());
    }

    @Test
    void anOperationThatMayHaveHappenedIsTold() {
        Evidence e =
                register(
                        new Sketch()
                                .alone(0, "write", 1L, 1L)
                                .invoke(9, "cas", List.of(1L, 2L))
                                .alone(1, "read", null, 2L)
                                .alone(2, "write", 1L, 1L)
                                .alone(1, "read", null, 2L));
        assertTrue(e.argument().contains("Process 9 may have done cas [1 2] (#2"), e.argument());
        assertTrue(e.argument().contains("Take any order"), e.argument());
    }

    @Test
    void aFaultThatTouchesTheProofIsNamed() {
        History history =
                new Sketch()
                        .alone(0, "write", 1L, 1L)
                        .add(
                                Op.NEMESIS,
                                OpType.INFO,
                                "start-pause",
                                Map.of("id", "p", "target", "node-1", "phase", "done"))
                        .alone(2, "read", null, 0L)
                        .history();
        assertTrue(
                evidence(history, new TestRegister(true))
                        .summary()
                        .endsWith(", while node-1 was paused."));
    }

    @Test
    void hostileValuesStayInTheirLine() {
        Evidence e = register(new Sketch().alone(0, "read", null, "\n\u202eevil".repeat(99)));
        String all = e.summary() + e.argument() + e.steps();
        assertFalse(all.contains("\n") || all.contains("\u202e"));
        assertTrue(all.length() < 2_000);
    }

    @Test
    void manyOperationsAreCounted() {
        Sketch sketch = new Sketch();
        for (int i = 0; i < 20; i++) {
            sketch.invoke(i, "add", 1L);
        }
        for (int i = 0; i < 20; i++) {
            sketch.ok(i, "add", 1L);
        }
        Evidence e =
                evidence(sketch.alone(20, "read", null, 19L).history(), new TestRegister(false));
        assertEquals(42, e.ops().size());
        assertTrue(e.argument().contains("13 operations go before."), e.argument());
        assertTrue(e.argument().contains("read"), e.argument());
        assertTrue(e.argument().length() < 3_000, e.argument());
    }
}
