package dev.holdfast.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.report.RunSummary;
import dev.holdfast.report.RunSummary.Coverage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was expected against what came, and how the closing table counts it. */
class OutcomeTest {

    private static RunSummary summary(String word, String grade) {
        return summary(word, grade, List.of());
    }

    private static RunSummary summary(String word, String grade, List<Coverage> coverage) {
        return new RunSummary(
                "redis-seed",
                "lock",
                List.of("pause"),
                1,
                "2026-01-01T00:00:00Z",
                1000,
                List.of(),
                "./holdfast test",
                word,
                grade,
                "A sentence.",
                List.of(),
                coverage,
                new RunSummary.Counts(1, 0, 0, 0),
                List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "claims, valid, as expected, as expected",
        "claims, invalid, as expected, as expected",
        "claims, invalid, surprising, surprising",
        "claims, unknown, '', unknown",
        "valid, valid, as expected, as expected",
        "valid, invalid, as expected, surprising",
        "valid, unknown, '', unknown",
        "invalid, invalid, as expected, as expected",
        "invalid, invalid, surprising, as expected",
        "invalid, valid, as expected, surprising",
        "invalid, unknown, '', unknown",
        "unknown, unknown, '', as expected",
        "unknown, valid, as expected, surprising"
    })
    void anOutcomeIsTheVerdictAgainstTheExpectation(
            String expect, String word, String grade, String outcome) {
        Expect expected = Expect.valueOf(expect.toUpperCase(Locale.ROOT));
        assertEquals(outcome, expected.outcome(summary(word, grade)).word());
    }

    private static Cell cell(String faults) {
        String text = "cells: [{subjects: redis-seed, faults: %s}]".formatted(faults);
        return Suites.parse("t", "t.yaml", text, Path.of(""), Optional.empty()).cells().get(0);
    }

    @Test
    void aScenarioMustFindEverything() {
        RunSummary all = summary("invalid", "as expected");
        assertEquals(Outcome.AS_EXPECTED, Expect.FINDINGS.outcome(all));
        RunSummary half =
                summary(
                        "invalid",
                        "as expected",
                        List.of(new Coverage("one", 1, 1), new Coverage("the other", 0, 1)));
        assertEquals(Outcome.SURPRISING, Expect.FINDINGS.outcome(half));
    }

    @Test
    void whatIsSaidStandsBesideWhatCameOut() {
        String text =
                "cells: [{subjects: redis-seed, faults: none, said: it holds | always},"
                        + " {scenarios: redis-seed/a15}]";
        List<Cell> cells = Suites.parse("t", "t.yaml", text, Path.of(""), Optional.empty()).cells();
        Path run = Path.of("run");
        String table =
                SuiteTable.markdown(
                        List.of(
                                CellResult.of(
                                        cells.get(0), summary("valid", "as expected"), run, 1),
                                CellResult.of(
                                        cells.get(1), summary("valid", "as expected"), run, 1)));
        assertTrue(table.startsWith("| subject | fault | said | claims | verdicts |"), table);
        assertTrue(
                table.contains("| `redis-seed` | none | it holds \\| always | kept | 1 valid |"),
                table);
        assertTrue(table.contains("| `redis-seed/a15` | none |  | must find "), table);
        assertTrue(table.contains("| **all** |  |  |  | 2 valid |"), table);
    }

    @Test
    void theTableHasARowForSubjectAndFault() {
        Cell pause = cell("pause");
        Path run = Path.of("run");
        List<CellResult> results =
                List.of(
                        CellResult.of(pause, summary("invalid", "as expected"), run, 1),
                        CellResult.of(pause, summary("valid", "as expected"), run, 1),
                        CellResult.of(cell("none"), summary("invalid", "surprising"), run, 1),
                        new CellResult(
                                pause,
                                Outcome.FAILED,
                                Optional.empty(),
                                Optional.empty(),
                                "no server",
                                1));
        String table = SuiteTable.markdown(results);
        String breaks = "may break service, belief, resource";
        assertTrue(
                table.contains(
                        "| `redis-seed` | pause | %s | 1 invalid, 1 valid, 1 failed | 2 | 0 | 0 | 1 |"
                                .formatted(breaks)),
                table);
        assertTrue(
                table.contains("| `redis-seed` | none | kept | 1 invalid | 0 | 1 | 0 | 0 |"),
                table);
        assertTrue(
                table.contains("| **all** |  |  | 2 invalid, 1 valid, 1 failed | 2 | 1 | 0 | 1 |"),
                table);
        assertEquals("2 as expected, 1 surprising, 0 unknown, 1 failed", SuiteTable.sums(results));
        assertEquals(
                List.of(false, true, false, false),
                results.stream().map(CellResult::escaped).toList());
    }
}
