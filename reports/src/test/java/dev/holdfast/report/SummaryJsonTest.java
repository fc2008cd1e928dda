package dev.holdfast.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SummaryJsonTest {

    static List<String> hostile() {
        return Hostile.STRINGS;
    }

    static List<RunSummary> samples() {
        return List.of(
                SampleRun.invalid().summary(),
                SampleRun.valid().summary(),
                SampleRun.unknown().summary());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsWhatItWrote(RunSummary summary) {
        assertEquals(summary, SummaryJson.read(SummaryJson.write(summary)));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void everyStringSurvivesAndTheFileIsAscii(String s) {
        RunSummary hostile = Hostile.run(s).summary();
        RunSummary summary =
                new RunSummary(
                        s,
                        s,
                        List.of(s),
                        -1,
                        s,
                        1,
                        List.of(s),
                        s,
                        "invalid",
                        s,
                        s,
                        hostile.checks().subList(1, 4),
                        hostile.coverage(),
                        hostile.counts(),
                        List.of(s));
        String json = SummaryJson.write(summary);
        assertTrue(json.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 127));
        RunSummary read = SummaryJson.read(json);
        assertEquals(json, SummaryJson.write(read));
        if (!s.contains("\ud800")) {
            assertEquals(summary, read, "all but keys with half a surrogate pair");
        }
    }

    @Test
    void theVerdictStandsFirst() {
        String json = SummaryJson.write(SampleRun.invalid().summary());
        assertTrue(
                json.startsWith("{\n  \"word\" : \"invalid\",\n  \"grade\" : \"as expected\""),
                json);
        assertEquals(json, SummaryJson.write(SampleRun.invalid().summary()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"seed\" : 42 | \"seed\" : 4.5 | at seed: expected a whole number of at most 64 bits, found 4.5",
                "\"seed\" : 42 | \"seed\" : 42, \"sed\" : 1 | at the top: unknown field \"sed\"",
                "\"seed\" : 42, | '' | at the top: the field \"seed\" is missing",
                "\"word\" : \"valid\" | \"word\" : \"fine\" | expected one of valid, invalid, unknown, found \"fine\"",
                "\"promised\" : true | \"promised\" : 1 | at checks[0].promised: expected true or false, found 1",
                "\"basis\" | \"reason\" | at checks[0].verdict: unknown field \"reason\"",
                "\"ok\" : 1142 | \"ok\" : -1 | at counts.ok: expected a number from 0, found -1",
                "\"type\" : \"ok\" | \"type\" : \"okay\" | at checks[1].verdict.evidence.ops[0].type: expected one of invoke",
                "\"seed\" : 42 | \"seed\" : 42, \"seed\" : 42 | not JSON: Duplicate field 'seed'",
            })
    void badFilesGetOneClearLine(String found, String changed, String message) {
        String json = SummaryJson.write(SampleRun.invalid().summary());
        String bad = json.replaceFirst(java.util.regex.Pattern.quote(found), changed);
        assertFalse(bad.equals(json), "the test changed nothing");
        BadSummaryException e =
                assertThrows(BadSummaryException.class, () -> SummaryJson.read(bad));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
    }

    @Test
    void everyTruncatedFileIsRefused(@TempDir Path dir) throws Exception {
        String json = SummaryJson.write(SampleRun.invalid().summary()).strip();
        for (int n = 0; n < json.length(); n += 7) {
            String cut = json.substring(0, n);
            BadSummaryException e =
                    assertThrows(BadSummaryException.class, () -> SummaryJson.read(cut));
            assertFalse(e.getMessage().contains("\n"), e.getMessage());
        }
        Path file = dir.resolve("verdict.json");
        Files.writeString(file, "[]");
        BadSummaryException e =
                assertThrows(BadSummaryException.class, () -> SummaryJson.read(file));
        assertEquals(file + ": at the top: expected an object, found []", e.getMessage());
    }
}
