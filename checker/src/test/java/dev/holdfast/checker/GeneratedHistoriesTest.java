package dev.holdfast.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.bench.CheckerBench;
import dev.holdfast.checker.bench.Figure;
import dev.holdfast.checker.catalogue.Checkers;
import dev.holdfast.checker.generate.HistoryGenerator;
import dev.holdfast.checker.generate.LockPlan;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.verdict.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Made-up histories are what their plan says, and the benchmarks measure something. */
class GeneratedHistoriesTest {

    @ParameterizedTest
    @CsvSource({
        "false, 0, false", "true, 0, false", "false, 0, true", "true, 0, true",
        "false, 60000, false", "true, 60000, false", "false, 60000, true", "true, 60000, true"
    })
    void theVerdictIsThatOfThePlan(boolean fenced, long lease, boolean broken) {
        for (int seed = 0; seed < 20; seed++) {
            LockPlan plan = new LockPlan(2000, 1 + seed, 0.02, fenced, lease, broken && seed > 0);
            History h = HistoryGenerator.locks(plan, seed);
            String expected = plan.broken() ? "invalid" : "valid";
            assertEquals(expected, Checkers.find("service").check(h).word(), plan.toString());
            long invocations = h.ops().stream().filter(Op::isInvoke).count();
            assertEquals(2000, invocations);
        }
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        LockPlan plan = LockPlan.of(500, 5, 0.05);
        assertEquals(HistoryGenerator.locks(plan, 7).ops(), HistoryGenerator.locks(plan, 7).ops());
    }

    @Test
    void figuresAreMeasured(@TempDir Path dir) {
        LockPlan plan = LockPlan.of(1000, 5, 0.05);
        History h = HistoryGenerator.locks(plan, 7);
        Figure written = CheckerBench.write(h, dir.resolve("h.jsonl"), 2);
        Figure read = CheckerBench.read(dir.resolve("h.jsonl"), 2);
        assertEquals(h.size(), read.events());
        assertEquals(written.bytes(), read.bytes());
        assertTrue(CheckerBench.ownerMutex(plan, 7, 2).eventsPerSecond() > 0);
    }

    @Test
    void longWaitsBesideManyGrantsAreDecided() {
        // One client waits all the time: it could be placed before or after each of the others.
        LockPlan plan = new LockPlan(20_000, 3, 0, false, 60_000, false);
        Verdict verdict = Checkers.find("service").check(HistoryGenerator.locks(plan, 1));
        assertEquals("valid", verdict.word(), verdict.toString());
    }
}
