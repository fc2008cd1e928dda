package dev.holdfast.checker.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.BadHistoryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input gets one clear line and nothing else. */
class BadInputTest {
    private static final String GOOD =
            "{\"index\":0,\"time\":5,\"process\":0,\"type\":\"invoke\",\"f\":\"acquire\",\"value\":{\"lock\":\"l\"}}\n"
                    + "{\"index\":1,\"time\":9,\"process\":0,\"type\":\"ok\",\"f\":\"acquire\",\"value\":{\"lock\":\"l\"}}\n";
    private static final String GOOD_EDN =
            "{:index 0, :time 5, :process 0, :type :invoke, :f :acquire, :value {:lock \"l\"}}\n"
                    + "{:index 1, :time 9, :process 0, :type :ok, :f :acquire, :value {:lock \"l\"}}\n";

    private static ReadResult read(String name, byte[] bytes) throws IOException {
        return HistoryFiles.read(new ByteArrayInputStream(bytes), name);
    }

    private static String complaint(String name, String text) {
        BadHistoryException e =
                assertThrows(
                        BadHistoryException.class,
                        () -> read(name, text.getBytes(StandardCharsets.UTF_8)));
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        assertFalse(e.getMessage().chars().anyMatch(Character::isISOControl), e.getMessage());
        return e.getMessage();
    }

    static Stream<Arguments> brokenJson() {
        String tail = ",\"type\":\"invoke\",\"f\":\"read\"";
        return Stream.of(
                Arguments.of(
                        "[1,2]", "h.jsonl:3: op 2: not a JSON object; expected one event a line"),
                Arguments.of("{\"process\":1" + tail + "} {}", "more than one value"),
                Arguments.of(
                        "{\"process\":1" + tail + ",\"time\":-3}", "time is -3; expected whole"),
                Arguments.of("{\"process\":1" + tail + ",\"time\":8}", "time 8 is before"),
                Arguments.of("{\"process\":1" + tail + ",\"time\":1e300}", "time is 1.0E300"),
                Arguments.of(
                        "{\"process\":1" + tail + ",\"time\":9999999999999999999999}", "time is"),
                Arguments.of("{\"process\":1" + tail + ",\"time\":\"9\"}", "time is 9; expected"),
                Arguments.of("{\"process\":1" + tail + ",\"time\":NaN}", "not JSON"),
                Arguments.of(
                        "{\"process\":1" + tail + ",\"value\":1e999}",
                        "Infinity; expected a finite"),
                Arguments.of("{\"process\":-2" + tail + "}", "process is -2; expected"),
                Arguments.of("{\"process\":99999999999" + tail + "}", "process is 99999999999"),
                Arguments.of("{\"process\":1.5" + tail + "}", "process is 1.5; expected"),
                Arguments.of("{" + tail.substring(1) + "}", "process is missing; expected"),
                Arguments.of(
                        "{\"process\":1,\"type\":\"okay\",\"f\":\"x\"}",
                        "type is okay; expected invoke"),
                Arguments.of("{\"process\":1,\"type\":\"ok\"}", "f is missing"),
                Arguments.of(
                        "{\"process\":1,\"type\":\"ok\",\"f\":3}", "f is 3; expected the name"),
                Arguments.of("{\"process\":1,\"process\":1" + tail + "}", "process appears twice"),
                Arguments.of(
                        "{\"process\":1" + tail + ",\"value\":{\"a\":1,\"a\":2}}",
                        "key a appears twice"),
                Arguments.of(
                        "{\"process\":1"
                                + tail
                                + ",\"value\":"
                                + "[".repeat(100)
                                + "]".repeat(100)
                                + "}",
                        "nest deeper than 64"),
                Arguments.of("{\"process\":1" + tail + ",\"value\":" + "[".repeat(100_000), "nest"),
                Arguments.of("{\"process\":1" + tail + ",}", "not JSON"),
                Arguments.of(
                        "{\"process\":1,\"type\":\"ok\",\"f\":\"read\"}",
                        "process 1 completes read as ok but has no operation open"),
                Arguments.of("\u0000\u0001\u0002", "not JSON"),
                Arguments.of("{\"process\":\"\u202e\u0007evil\"" + tail + "}", "not JSON"),
                Arguments.of(
                        "{\"process\":\"\\u202e\\u0007evil\"" + tail + "}",
                        "process is \uFFFD\uFFFDevil; expected"));
    }

    @ParameterizedTest
    @MethodSource("brokenJson")
    void aBrokenLineIsNamed(String line, String expected) {
        String message = complaint("h.jsonl", GOOD + line + "\n");
        assertTrue(message.startsWith("h.jsonl:3: "), message);
        assertTrue(message.contains(expected), message);
    }

    @Test
    void aProcessThatInvokesTwiceIsNamedWithItsLine() {
        String invoke =
                GOOD.substring(0, GOOD.indexOf('\n') + 1).replace("\"index\":0,\"time\":5,", "");
        String message = complaint("h.jsonl", GOOD + "\n" + invoke + invoke);
        assertTrue(message.startsWith("h.jsonl:5: op 3: process 0 invokes acquire while"), message);
    }

    @Test
    void theLineIsRightFarIntoALongFile() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int p = 0; p < 10_000; p++) {
            text.append(
                    GOOD.replace("\"process\":0", "\"process\":" + p)
                            .replaceAll("\"(time|index)\":.,", ""));
            text.append(p % 7 == 0 ? " \r\n" : "");
        }
        int lines = (int) text.chars().filter(c -> c == '\n').count();
        assertEquals(
                20_000,
                read("h", text.toString().getBytes(StandardCharsets.UTF_8)).history().size());
        for (String broken : new String[] {"{\"process\":", "{} {}", "[", "{\"process\":-1}"}) {
            String message = complaint("h.jsonl", text + broken + "\n" + text);
            assertTrue(message.startsWith("h.jsonl:" + (lines + 1) + ": "), message);
        }
        String completion = text.substring(text.indexOf("\n") + 1, text.indexOf("\n", 200) + 1);
        String unmatched = complaint("h.jsonl", text + completion);
        assertTrue(unmatched.startsWith("h.jsonl:" + (lines + 1) + ": op 20000: "), unmatched);
    }

    static Stream<Arguments> brokenEdn() {
        return Stream.of(
                Arguments.of(
                        "{:process 1 :type :invoke :f :read :value ##NaN}",
                        "NaN; expected a finite number"),
                Arguments.of("{:process 1 :type :invoke :f :read :value 1e999}", "finite number"),
                Arguments.of("{:process 1 :type :invoke :f :read :time -4}", "time is -4"),
                Arguments.of("{:process 1 :type :strange :f :read}", "type is strange"),
                Arguments.of("{:process :someone :type :ok :f :read}", "process is someone"),
                Arguments.of(
                        "{:process 1 :process 2 :type :ok :f :read}",
                        "op 2: process appears twice"),
                Arguments.of("{:process 1 :type :ok}", "f is missing"),
                Arguments.of("42", "not a map; expected one event"),
                Arguments.of("{:process 1 :type :invoke :f :read :value 1 2}", "not EDN"),
                Arguments.of("]", "not EDN"),
                Arguments.of(
                        "{:process 1 :type :invoke :f :r :value "
                                + "[".repeat(99)
                                + "]".repeat(99)
                                + "}",
                        "nest deeper"),
                Arguments.of(
                        "{:process 1 :type :invoke :f :r :value "
                                + "[".repeat(200_000)
                                + "]".repeat(200_000)
                                + "}",
                        "nest deeper"));
    }

    @ParameterizedTest
    @MethodSource("brokenEdn")
    void aBrokenMapIsNamed(String map, String expected) {
        String message = complaint("h.edn", GOOD_EDN + map + "\n");
        assertTrue(message.startsWith("h.edn:3: "), message);
        assertTrue(message.contains(expected), message);
    }

    @Test
    void aCutOffEndIsToleratedAtEveryByte() throws IOException {
        for (String name : new String[] {"h.jsonl", "h.edn"}) {
            String text = name.endsWith("l") ? GOOD.replace("\"l\"", "\"\u00fc\u20ac\"") : GOOD_EDN;
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int n = 0; n < bytes.length; n++) {
                ReadResult r = read(name, java.util.Arrays.copyOf(bytes, n));
                int whole =
                        text.substring(0, text.indexOf('\n'))
                                .getBytes(StandardCharsets.UTF_8)
                                .length;
                int size = n < whole ? 0 : n < bytes.length - 1 ? 1 : 2;
                boolean cut = n > 0 && n != whole && n != whole + 1 && n != bytes.length - 1;
                assertEquals(size, r.history().size(), name + " cut at " + n);
                assertEquals(cut, r.truncated(), name + " cut at " + n);
            }
        }
    }

    @Test
    void aBrokenLastLineWithNewlineIsNotTolerated() {
        assertTrue(
                complaint("h.jsonl", GOOD + "{\"process\":\n").startsWith("h.jsonl:3: not JSON"));
        assertTrue(complaint("h.edn", GOOD_EDN + "{:process\n").startsWith("h.edn:3: not EDN"));
    }

    @Test
    void garbageNeverCausesAnythingButOneLine() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20_000; i++) {
            boolean edn = random.nextBoolean();
            byte[] bytes = (edn ? GOOD_EDN : GOOD).getBytes(StandardCharsets.UTF_8);
            for (int k = random.nextInt(4); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            String name = random.nextBoolean() ? "h" : edn ? "h.edn" : "h.jsonl";
            try {
                read(name, bytes);
            } catch (BadHistoryException e) {
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
                assertTrue(e.getMessage().startsWith(name + ":"), e.getMessage());
                assertFalse(e.getMessage().chars().anyMatch(Character::isISOControl));
            }
        }
    }

    @Test
    void pureNoiseNeverCausesAnythingButOneLine() throws IOException {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = (byte) random.nextInt(256);
            }
            if (random.nextBoolean() && bytes.length > 2) {
                bytes[0] = 0x1f;
                bytes[1] = (byte) 0x8b;
            }
            try {
                read("noise", bytes);
            } catch (BadHistoryException e) {
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            }
        }
    }
}
