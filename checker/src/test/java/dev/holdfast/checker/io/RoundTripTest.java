package dev.holdfast.checker.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Keyword;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what is read, in both forms. */
class RoundTripTest {

    private static byte[] jsonl(History h) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonlWriter out = new JsonlWriter(bytes)) {
            out.writeAll(h);
        }
        return bytes.toByteArray();
    }

    private static byte[] edn(History h) throws IOException {
        StringWriter text = new StringWriter();
        try (EdnWriter out = new EdnWriter(text)) {
            out.writeAll(h);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static History read(byte[] bytes, String name) throws IOException {
        return HistoryFiles.read(new ByteArrayInputStream(bytes), name).history();
    }

    @Test
    void randomHistoriesComeBackFromBothForms() throws IOException {
        for (int seed = 0; seed < 500; seed++) {
            History h = History.of(randomOps(new SplittableRandom(seed)));
            assertEquals(h.ops(), read(jsonl(h), "h.jsonl").ops(), "seed " + seed);
            assertEquals(h.ops(), read(edn(h), "h.edn").ops(), "seed " + seed);
            assertEquals(h.ops(), read(jsonl(h), "unnamed").ops(), "seed " + seed);
            assertEquals(h.ops(), read(edn(h), "unnamed").ops(), "seed " + seed);
        }
    }

    private static List<Op> randomOps(SplittableRandom random) {
        List<Op> ops = new ArrayList<>();
        long time = random.nextInt(5) == 0 ? Op.NO_TIME : 0;
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            time += time == Op.NO_TIME ? 0 : 1 + random.nextInt(1000);
            boolean nemesis = random.nextInt(5) == 0;
            ops.add(
                    new Op(
                            i,
                            time,
                            nemesis ? Op.NEMESIS : i,
                            nemesis ? OpType.INFO : OpType.INVOKE,
                            random.nextInt(9) == 0 ? "odd name" : "acquire",
                            value(random, 0),
                            random.nextInt(4) == 0 ? text(random) : null));
        }
        return ops;
    }

    private static Object value(SplittableRandom random, int depth) {
        switch (random.nextInt(depth > 3 ? 7 : 9)) {
            case 0:
                return null;
            case 1:
                return random.nextBoolean();
            case 2:
                return random.nextLong();
            case 3:
                return BigInteger.valueOf(random.nextLong()).shiftLeft(70).add(BigInteger.ONE);
            case 4:
                return random.nextDouble() * 1e6;
            case 5:
                return new Keyword(random.nextBoolean() ? "timeout" : "jepsen/thing");
            case 6:
                return text(random);
            case 7:
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth + 1));
                }
                return list;
            default:
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(20); i > 0; i--) {
                    String key = random.nextInt(5) == 0 ? text(random) : "k" + random.nextInt(30);
                    map.put(key, random.nextInt(3) == 0 ? value(random, depth + 1) : 1L);
                }
                return map;
        }
    }

    private static String text(SplittableRandom random) {
        List<String> parts =
                List.of(":", "a", "é", "€", "\n", "\"", "\\", " ", "\uD83D\uDD12", "1", "\t", "/");
        StringBuilder s = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            s.append(parts.get(random.nextInt(parts.size())));
        }
        return s.toString();
    }

    @Test
    void anEventIsWrittenAsAgreed() throws IOException {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("lock", "pay-1");
        value.put("agent", "agent-1");
        Op op = new Op(0, 123456, 3, OpType.INVOKE, "acquire", value, null);
        Op fault =
                new Op(
                        1,
                        123457,
                        Op.NEMESIS,
                        OpType.INFO,
                        "start-pause",
                        Map.of("id", "pause-1"),
                        null);
        History h = History.of(List.of(op, fault));
        assertEquals(
                "{\"index\":0,\"time\":123456,\"process\":3,\"type\":\"invoke\",\"f\":\"acquire\","
                        + "\"value\":{\"lock\":\"pay-1\",\"agent\":\"agent-1\"}}\n"
                        + "{\"index\":1,\"time\":123457,\"process\":\"nemesis\",\"type\":\"info\","
                        + "\"f\":\"start-pause\",\"value\":{\"id\":\"pause-1\"}}\n",
                new String(jsonl(h), StandardCharsets.UTF_8));
        assertEquals(
                "{:index 0, :time 123456, :process 3, :type :invoke, :f :acquire, :value {:lock \"pay-1\", :agent \"agent-1\"}}\n"
                        + "{:index 1, :time 123457, :process :nemesis, :type :info, :f :start-pause, :value {:id \"pause-1\"}}\n",
                new String(edn(h), StandardCharsets.UTF_8));
    }

    @Test
    void ednOfOthersIsUnderstood() throws IOException {
        String op =
                "#jepsen.history.Op{:process 0, :type :invoke, :f :cas, :value [1 2], :node \"n1\"}";
        String end = "{:type :fail :f :cas :process 0 :error [:duplicate \"x\"] :value #{7}}";
        for (String text :
                List.of(
                        op + "\n" + end,
                        "[" + op + " " + end + "]",
                        "; a comment\n(" + op + ",\n" + end + ")\n",
                        "#foo [" + op + end + "]")) {
            History h = read(text.getBytes(StandardCharsets.UTF_8), "h.edn");
            assertEquals(2, h.size(), text);
            assertEquals(List.of(1L, 2L), h.op(0).value());
            assertEquals(Op.NO_TIME, h.op(0).timeNanos());
            assertEquals("[:duplicate \"x\"]", h.op(1).error());
            assertEquals(List.of(7L), h.op(1).value());
        }
    }

    @Test
    void laterStampsThatDecreaseAreRaisedInEdnOnly() throws IOException {
        String text =
                "{:process 0 :type :invoke :f :a :time 10}{:process 1 :type :invoke :f :a :time 7}";
        ReadResult r =
                HistoryFiles.read(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "h.edn");
        assertEquals(1, r.adjustedTimes());
        assertEquals(11, r.history().op(1).timeNanos());
    }

    @Test
    void operationsThatTouchAtOneStampOverlap() throws IOException {
        String text =
                line(0, "invoke", 1)
                        + line(0, "ok", 5)
                        + line(1, "invoke", 5)
                        + line(1, "ok", 5)
                        + line(0, "invoke", 5)
                        + line(0, "ok", 6);
        History h = read(text.getBytes(StandardCharsets.UTF_8), "h.jsonl");
        List<String> order = h.ops().stream().map(o -> o.process() + o.type().label()).toList();
        assertEquals(List.of("0invoke", "1invoke", "0ok", "0invoke", "1ok", "0ok"), order);
    }

    private static String line(int process, String type, long time) {
        return "{\"time\":%d,\"process\":%d,\"type\":\"%s\",\"f\":\"acquire\"}%n"
                .formatted(time, process, type);
    }

    @Test
    void compressedAndCutOffFilesAreRead(@TempDir Path dir) throws IOException {
        History h = History.of(randomOps(new SplittableRandom(3)));
        Path file = dir.resolve("h.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(jsonl(h));
        }
        assertEquals(h.ops(), HistoryFiles.read(file).history().ops());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 9));
        ReadResult cut = HistoryFiles.read(file);
        assertTrue(cut.history().size() <= h.size());
    }

    @Test
    void anEmptyFileIsAnEmptyHistory() throws IOException {
        assertEquals(0, read(new byte[0], "h.jsonl").size());
        assertEquals(0, read(new byte[0], "h.edn").size());
        assertEquals(0, read("\n\n".getBytes(StandardCharsets.UTF_8), "h").size());
    }

    @Test
    void whatAHistoryCannotHoldIsRefusedBeforeAnythingIsWritten() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonlWriter out = new JsonlWriter(bytes)) {
            for (Object bad : List.of(Double.NaN, new Object(), List.of(1.0 / 0))) {
                Op op = new Op(4, 0, 0, OpType.INVOKE, "a", bad, null);
                assertThrows(IllegalArgumentException.class, () -> out.write(op));
            }
        }
        assertEquals(0, bytes.size());
    }

    @Test
    void mapsWithSharedKeysBehaveLikeMaps() throws IOException {
        String text =
                "{\"process\":0,\"type\":\"invoke\",\"f\":\"a\",\"value\":{\"x\":1,\"y\":null}}";
        Map<?, ?> map =
                (Map<?, ?>) read(text.getBytes(StandardCharsets.UTF_8), "h.jsonl").op(0).value();
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("x", 1L);
        expected.put("y", null);
        assertEquals(expected, map);
        assertEquals(expected.hashCode(), map.hashCode());
        assertTrue(map.containsKey("y"));
        assertFalse(map.containsKey("z"));
        assertNull(map.get("y"));
    }
}
