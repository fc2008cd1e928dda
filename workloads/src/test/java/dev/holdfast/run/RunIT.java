package dev.holdfast.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.verdict.Verdict;
import dev.holdfast.report.RunSummary;
import dev.holdfast.report.RunSummary.Check;
import dev.holdfast.report.RunSummary.Coverage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on real servers: the broken lock is caught, the sound one is not accused. */
class RunIT {
    @TempDir Path store;

    private static RunPlan plan(String subject, int seconds, String... faults) {
        return RunOptions.of(subject, "lock", List.of(faults), 1)
                .withTimeLimit(Duration.ofSeconds(seconds))
                .plan(Subjects.describe(subject, List.of()));
    }

    private static Verdict verdict(RunSummary summary, String checker) {
        return summary.checks().stream()
                .filter(c -> c.name().equals(checker))
                .map(Check::verdict)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSeedIsCaughtUnderPause() throws IOException {
        RunSummary summary = Rig.run(store, plan("redis-seed", 40, "pause"), true);
        assertEquals("invalid", summary.word(), summary.sentence());
        assertEquals("as expected", summary.grade());
        assertTrue(
                summary.checks().stream()
                        .filter(c -> c.verdict() instanceof Verdict.Invalid)
                        .allMatch(
                                c -> ((Verdict.Invalid) c.verdict()).evidence().ops().size() >= 2));
    }

    @Test
    void theFencedLockKeepsItsResourceUnderPauseAndTheRunCounts() throws IOException {
        RunSummary summary = Rig.run(store, plan("redis-fenced", 14, "pause"), false);
        assertEquals("valid", summary.word(), summary.sentence());
        assertTrue(verdict(summary, "resource") instanceof Verdict.Valid);
        assertTrue(summary.coverage().stream().allMatch(Coverage::met));
        assertTrue(
                summary.coverage().stream().anyMatch(c -> c.what().contains("verifiably")),
                summary.coverage().toString());
    }
}
