package dev.holdfast.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.report.Hostile;
import dev.holdfast.report.RunSummary;
import dev.holdfast.report.SampleRun;
import dev.holdfast.report.Xml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextReportTest {

    static List<String> hostile() {
        return Hostile.STRINGS;
    }

    @Test
    void tellsAViolationAsTheGoldenFileDoes() throws Exception {
        assertGolden("invalid.txt", SampleRun.invalid().summary());
    }

    @Test
    void tellsMissedCoverageAndNotesAsTheGoldenFileDoes() throws Exception {
        assertGolden("unknown.txt", SampleRun.unknown().summary());
    }

    @Test
    void coloursOnlyWhenAsked() throws Exception {
        StringBuilder coloured = new StringBuilder();
        TextReport.render(SampleRun.invalid().summary(), coloured, true);
        assertTrue(coloured.toString().startsWith("\u001b[1;31mINVALID\u001b[0m (as expected)"));
        assertEquals(
                text(SampleRun.invalid().summary()),
                coloured.toString().replaceAll("\u001b\\[[0-9;]*m", ""));
    }

    @Test
    void briefIsTheVerdictAndHowToGetItAgain() throws Exception {
        StringBuilder out = new StringBuilder();
        TextReport.brief(SampleRun.invalid().summary(), out);
        List<String> lines = out.toString().lines().toList();
        assertEquals(2, lines.size(), out.toString());
        assertTrue(lines.get(0).startsWith("INVALID (as expected): "), lines.get(0));
        assertTrue(lines.get(1).startsWith("reproduce: ./holdfast "), lines.get(1));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void briefIsTwoLinesWhateverItTells(String s) throws Exception {
        StringBuilder out = new StringBuilder();
        TextReport.brief(Hostile.run(s).summary(), out);
        assertEquals(2, out.toString().lines().count(), out.toString());
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileValuesNeitherHideNorFlood(String s) throws Exception {
        String text = text(Hostile.run(s).summary());
        assertTrue(text.length() < 200_000, text.length() + " characters");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            assertFalse(c < ' ' && c != '\n' || Xml.isInvisible(text, i), "at " + i);
        }
        // The verdict's word stands alone on the first line, and the command is never broken.
        for (String line : text.lines().skip(1).toList()) {
            boolean command = text.strip().endsWith(line.strip());
            assertTrue(line.length() <= 100 || command, line);
        }
    }

    private static void assertGolden(String name, RunSummary summary) throws IOException {
        String path = "src/test/resources/dev/holdfast/report/text/" + name;
        String actual = text(summary);
        if (Boolean.getBoolean("holdfast.golden.write")) {
            Files.writeString(Path.of(path), actual, StandardCharsets.UTF_8);
        }
        assertEquals(Files.readString(Path.of(path), StandardCharsets.UTF_8), actual);
        for (String line : actual.split("\n")) {
            assertTrue(line.length() <= 100 || line.startsWith("  ./holdfast"), line);
        }
    }

    private static String text(RunSummary summary) throws IOException {
        StringBuilder out = new StringBuilder();
        TextReport.render(summary, out);
        return out.toString();
    }
}
