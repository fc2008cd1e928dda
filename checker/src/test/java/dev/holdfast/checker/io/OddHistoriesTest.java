package dev.holdfast.checker.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.Keyword;
import dev.holdfast.checker.history.Op;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd but legal is accepted and counted; wrong is one line. */
class OddHistoriesTest {

    private static ReadResult read(String text, String name) throws IOException {
        return HistoryFiles.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), name);
    }

    private static Object value(String form) throws IOException {
        String text = "{:process 0 :type :invoke :f :x :value " + form + "}";
        return read(text, "h.edn").history().op(0).value();
    }

    private static String complaint(byte[] bytes, String name) {
        return assertThrows(
                        BadHistoryException.class,
                        () -> HistoryFiles.read(new ByteArrayInputStream(bytes), name))
                .getMessage();
    }

    private static String complaint(String text, String name) {
        return complaint(text.getBytes(StandardCharsets.UTF_8), name);
    }

    @Test
    void clojuresValuesBecomePlainData() throws IOException {
        assertEquals("22/7", value("22/7"));
        assertEquals(5L, value("5N"));
        assertEquals(31L, value("0x1F"));
        assertEquals(1.5, value("1.5M"));
        assertEquals(List.of("a", " ", "é", "\n"), value("[\\a \\space \\u00e9 \\newline]"));
        assertEquals(List.of(1L, 2L, 3L), value("#{3 1 2}"));
        assertEquals("2020-01-01T00:00:00Z", value("#inst \"2020-01-01T00:00:00Z\""));
        assertEquals("6f1a", value("#uuid \"6f1a\""));
        assertEquals(List.of(new Keyword("x"), 1L), value("#jepsen.independent.Tuple [:x 1]"));
        assertEquals(Map.of("foo/a", 1L, "b/c", 2L), value("#:foo{:a 1 :b/c 2}"));
        assertEquals(new Keyword("a b"), value("#holdfast/keyword \"a b\""));
        assertEquals(List.of("java.lang.Foo", "b$c"), value("[java.lang.Foo b$c]"));
        assertEquals("Ünïcödé €", value("\"Ünïcödé €\""));
        assertEquals("\u0007A", value("\"\\7\\101\""));
        assertEquals(List.of(1L), value("[#_[:a {}] 1]"));
        assertNull(value("#_ #_ a b nil"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "007 | 007 is not a number",
                "12abc | 12abc is not a number",
                "1e999 | expected a finite number",
                "\\nonsense | is not a character",
                "\"\\q\" | in a string",
                ":: | a colon without a keyword",
                "#{1 1} | 1 appears twice in one set",
                "{:a 1 :a 2} | key a appears twice",
                "{:a} | last key has no value",
                "] | unexpected ]",
                "##Foo | ##Foo",
                "\"\\ud83d\" | half a surrogate pair"
            })
    void brokenValuesAreNamed(String form, String expected) {
        BadHistoryException e = assertThrows(BadHistoryException.class, () -> value(form));
        assertTrue(e.getMessage().startsWith("h.edn:1: "), e.getMessage());
        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }

    @Test
    void aProcessThatGoesOnAfterAnInfoGetsAFreshId() throws IOException {
        String text =
                """
                {:process 3 :type :invoke :f :a}
                {:process 3 :type :info :f :a}
                {:process 3 :type :invoke :f :b}
                {:process 1000000 :type :invoke :f :c}
                {:process 3 :type :info :f :b}
                {:process 3 :type :invoke :f :b}
                {:process 1000000 :type :ok :f :c}
                """;
        ReadResult r = read(text, "h.edn");
        List<Integer> ids = r.history().ops().stream().map(Op::process).toList();
        assertEquals(List.of(3, 3, 1000000, 1000001, 1000000, 1000002, 1000001), ids);
        assertEquals(3, r.oddities().renamedProcesses());
        assertEquals(1, r.oddities().openOperations());
        assertEquals(
                "3 processes renamed after an info; 1 operation never returned",
                r.oddities().describe());
    }

    @Test
    void missingIndicesAndTimesAreAccepted() throws IOException {
        String text =
                "{:process 0 :type :invoke :f :a :index -1 :time -1}"
                        + "{:process 0 :type :ok :f :a :index 4 :time nil}"
                        + "{:process 0 :type :invoke :f :a :index 7 :time 5}";
        ReadResult r = read(text, "h.edn");
        assertEquals(1, r.oddities().indexGaps());
        assertEquals(Op.NO_TIME, r.history().op(0).timeNanos());
        assertEquals(5, r.history().op(2).timeNanos());
        assertTrue(
                complaint(text + "{:process 0 :type :ok :f :a :index 7}", "h.edn")
                        .startsWith("h.edn:1: op 3: index 7 comes after index 7"));
    }

    @Test
    void faultsAreAcceptedInAnyShape() throws IOException {
        String text =
                """
                {:process :nemesis :type :info :f :partition :value {"n1" #{"n2"} [1 2] nil}}
                {:process nemesis :type :invoke :f :heal :value :whatever}
                {"process" "nemesis" "type" "ok" "f" "heal" "value" [[[]]]}
                """;
        ReadResult r = read(text, "h.edn");
        assertTrue(r.history().ops().stream().allMatch(Op::isNemesis));
        assertEquals(List.of("n2"), r.history().op(0).get("n1"));
    }

    @Test
    void whatIsNotOursIsPassedOverHoweverStrange() throws IOException {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        String text =
                "{:process 0 :type :invoke :f :a :x "
                        + deep
                        + " :y #object[a.B 0x7b \"c\"] :z [x$$Lambda$14/0x00 007 #\"\\d+\" #'a/b]"
                        + " {:map :key} 1 nil 2 :value 7}";
        assertEquals(7L, read(text, "h.edn").history().op(0).value());
        assertTrue(complaint("{:value " + deep + "}", "h.edn").contains("deeper than 64 levels"));
        assertTrue(complaint("{\"value\":" + deep + "}", "h.jsonl").contains("nest"));
    }

    @Test
    void aMarkAtTheBeginningAndWindowsLinesAreAccepted() throws IOException {
        for (String text :
                Corpus.texts().stream().map(b -> new String(b, StandardCharsets.UTF_8)).toList()) {
            String odd = "\uFEFF" + text.replace("\n", "\r\n");
            assertEquals(read(text, "h").history().ops(), read(odd, "h").history().ops());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h.edn", "h.jsonl"})
    void numbersAndTextsHaveLimits(String name) throws IOException {
        boolean isJson = name.endsWith("l");
        String head =
                isJson
                        ? "{\"process\":0,\"type\":\"invoke\",\"f\":\"a\",\"value\":"
                        : "{:process 0 :type :invoke :f :a :value ";
        assertTrue(complaint(head + "9".repeat(401) + "}", name).contains("400"));
        assertTrue(complaint(head + "9".repeat(9_000_000) + "}", name).contains("400"));
        read(head + "9".repeat(390) + "}", name);
        read(head + "\"" + "é".repeat(4_000_000) + "\"}", name);
        assertTrue(complaint(head + "\"" + "x".repeat(34 << 20) + "\"}", name).contains("16 MiB"));
        assertTrue(complaint("\n".repeat(66 << 20), name).contains("64 MiB"));
    }

    @Test
    void whatIsNoTextIsNamed() throws IOException {
        assertTrue(complaint("JEPSEN\u0000\u0001", "test.jepsen").contains("binary format"));
        assertTrue(complaint(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0}, "h").contains("UTF-16"));
        assertTrue(
                complaint(new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD}, "h").contains("zstd"));
        assertTrue(complaint("[{\"process\": 0}]", "h.json").contains("a JSON array"));
        String invalid = "{:process 0 :type :invoke :f :a :value \"\u00e9\"}";
        assertTrue(
                complaint(invalid.getBytes(StandardCharsets.ISO_8859_1), "h.edn")
                        .contains("not UTF-8"));
    }

    @Test
    void brokenAndBombingGzipIsRefused() throws IOException {
        byte[] text = Corpus.LINES.getBytes(StandardCharsets.UTF_8);
        byte[] good = FuzzTest.zipped(text);
        assertEquals(
                read(Corpus.LINES, "h.edn").history().ops(),
                HistoryFiles.read(new ByteArrayInputStream(good), "h.edn.gz").history().ops());
        byte[] bad = good.clone();
        bad[bad.length - 6]++;
        assertTrue(complaint(bad, "h.edn.gz").contains("broken gzip"));
        byte[] cut = Arrays.copyOf(good, good.length - 12);
        assertTrue(HistoryFiles.read(new ByteArrayInputStream(cut), "h.edn.gz").truncated());
        byte[] bomb = FuzzTest.zipped(new byte[100 << 20]);
        assertTrue(complaint(bomb, "h.jsonl.gz").contains("16 MiB"));
        assertTrue(complaint(bomb, "h.edn.gz").contains("a control character"));
        byte[] blanks = new byte[100 << 20];
        Arrays.fill(blanks, (byte) ' ');
        assertTrue(complaint(FuzzTest.zipped(blanks), "h.edn.gz").contains("64 MiB"));
    }

    @Test
    void whatFollowsInAGzipIsReadOrRefused() throws IOException {
        byte[] text = Corpus.LINES.getBytes(StandardCharsets.UTF_8);
        int half = Corpus.LINES.indexOf('\n') + 1;
        byte[] first = FuzzTest.zipped(Arrays.copyOf(text, half));
        byte[] second = FuzzTest.zipped(Arrays.copyOfRange(text, half, text.length));
        List<Op> whole = read(Corpus.LINES, "h.edn").history().ops();
        assertEquals(whole, unzipped(both(first, second)).history().ops());
        assertEquals(whole, unzipped(both(both(first, second), new byte[50])).history().ops());
        assertTrue(unzipped(both(first, Arrays.copyOf(second, 6))).truncated());
        second[2] = 9;
        assertTrue(complaint(both(first, second), "h.edn.gz").contains("unknown method"));
        assertTrue(complaint(both(first, text), "h.edn.gz").contains("something else"));
    }

    private static ReadResult unzipped(byte[] bytes) throws IOException {
        // Never has anything available, as a pipe whose writer is slow.
        InputStream slow =
                new FilterInputStream(new ByteArrayInputStream(bytes)) {
                    @Override
                    public int available() {
                        return 0;
                    }

                    @Override
                    public int read(byte[] into, int from, int length) throws IOException {
                        return super.read(into, from, Math.min(length, 7));
                    }
                };
        return HistoryFiles.read(slow, "h.edn.gz");
    }

    private static byte[] both(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    @Test
    void aHoleFullOfZerosIsNoBlank() {
        byte[] text = (Corpus.LINES + "\0\0\0\n").getBytes(StandardCharsets.UTF_8);
        assertTrue(complaint(text, "h.edn").contains("a control character"));
    }

    @Test
    void aSetIsTheSameInAnyOrder() throws IOException {
        String a = "{:process 0 :type :invoke :f :a :value #{3 1 2}}\n";
        String b = "{:process 0 :type :invoke :f :a :value #{\"x\" :y nil [2]}}\n";
        assertEquals(
                read(a, "h.edn").history().ops(),
                read(a.replace("3 1 2", "2 3 1"), "h.edn").history().ops());
        assertEquals(
                read(b, "h.edn").history().ops(),
                read(b.replace("\"x\" :y nil [2]", "[2] nil :y \"x\""), "h.edn").history().ops());
    }

    @Test
    void filesThatCannotBeReadAreNamed(@TempDir Path dir) throws IOException {
        assertTrue(of(dir).contains("a directory"));
        assertTrue(of(dir.resolve("none.edn")).contains("no such file"));
        Path secret = Files.writeString(dir.resolve("secret.edn"), Corpus.LINES);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(
                Files.isReadable(secret), "needs a user that may not read all files");
        assertTrue(of(secret).contains("may not be read"));
    }

    private static String of(Path file) {
        return assertThrows(BadHistoryException.class, () -> HistoryFiles.read(file)).getMessage();
    }

    @Test
    void aStreamEndsWhereTheSinkWantsNoMore() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append("{:process ").append(i).append(" :type :invoke :f :a}\n");
        }
        int[] taken = {0};
        byte[] bytes = (text + "rubbish").getBytes(StandardCharsets.UTF_8);
        Oddities oddities =
                HistoryFiles.stream(new ByteArrayInputStream(bytes), "h.edn", op -> ++taken[0] < 5);
        assertEquals(5, taken[0]);
        assertFalse(oddities.truncated());
    }
}
