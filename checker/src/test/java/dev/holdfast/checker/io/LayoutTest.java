package dev.holdfast.checker.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Files of many chunks, whatever their layout: no event is lost at the edge of a chunk. */
class LayoutTest {
    private static final int EVENTS = 5_000;

    private static List<Op> events(SplittableRandom random) {
        List<Op> ops = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            String text = "}\n{ [é ; \"".repeat(random.nextInt(random.nextInt(100) == 0 ? 900 : 4));
            Object value = Map.of("k", text);
            ops.add(new Op(i, i, i / 2, OpType.values()[i % 2], "f" + i % 3 / 2, value, null));
        }
        return ops;
    }

    private static List<Op> paired(List<Op> ops) {
        List<Op> paired = new ArrayList<>();
        for (Op op : ops) {
            paired.add(
                    new Op(
                            op.index(),
                            op.timeNanos(),
                            op.process(),
                            op.type(),
                            "read",
                            op.value(),
                            null));
        }
        return paired;
    }

    private static String edn(Op op, String gap) {
        String value = EdnWriter.text(op.value());
        return String.join(
                gap,
                "{:index " + op.index(),
                ":time " + op.timeNanos(),
                ":process " + op.process(),
                ":type :" + op.type().label(),
                ":f :" + op.f(),
                ":value " + value + "}");
    }

    private static ReadResult read(String text, String name) throws IOException {
        return HistoryFiles.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), name);
    }

    @Test
    void everyLayoutGivesTheSameHistory() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<Op> ops = paired(events(random));
        List<String> gaps = List.of(", ", "\n ", ",\n; a { comment [ \" \n", " #_{:x [\n]} ");
        List<String> separators = List.of("\n", " ", "", "\n\n;;; {:a\n", " #_ #_ 1 2 ");
        for (String gap : gaps) {
            for (String separator : separators) {
                StringBuilder text = new StringBuilder();
                ops.forEach(op -> text.append(edn(op, gap)).append(separator));
                assertEquals(ops, read(text.toString(), "h.edn").history().ops());
                assertEquals(ops, read("; x\n[" + text + "]\n", "h.edn").history().ops());
            }
        }
        StringBuilder mixed = new StringBuilder("#jepsen.history.History (");
        for (Op op : ops) {
            String gap = gaps.get(random.nextInt(gaps.size()));
            mixed.append("#jepsen.history.Op").append(edn(op, gap));
            mixed.append(separators.get(random.nextInt(separators.size())));
        }
        assertEquals(ops, read(mixed + ")", "h").history().ops());
        ReadResult open = read(mixed.toString(), "h.edn");
        assertEquals(ops, open.history().ops());
        assertTrue(open.truncated());
    }

    @Test
    void aMistakeFarIntoAFileIsFoundAtItsLine() throws IOException {
        List<Op> ops = paired(events(new SplittableRandom(4)));
        for (String gap : List.of(", ", ",\n")) {
            StringBuilder text = new StringBuilder("[");
            ops.forEach(op -> text.append(edn(op, gap)).append('\n'));
            long line = text.chars().filter(c -> c == '\n').count() + 1;
            for (String wrong :
                    List.of(
                            "{:process :x :type :ok :f :a}",
                            "{:a }}",
                            ") {",
                            "{:a 1 :b \\zz}",
                            "]]")) {
                BadHistoryException e =
                        assertThrows(
                                BadHistoryException.class,
                                () -> read(text + wrong + "\n" + text, "h.edn"));
                assertTrue(e.getMessage().startsWith("h.edn:" + line + ": "), e.getMessage());
            }
        }
    }

    @Test
    void anEventWithoutEndIsToldWithItsBeginning() {
        String text =
                "{:process 0 :type :invoke :f :a}\n\n{:process 1 :value \"" + "x\n".repeat(99);
        BadHistoryException e = assertThrows(BadHistoryException.class, () -> read(text, "h.edn"));
        assertTrue(e.getMessage().startsWith("h.edn:3: not EDN: the file ends"), e.getMessage());
        String endless = text + "x\n".repeat(24 << 20);
        e = assertThrows(BadHistoryException.class, () -> read(endless, "h.edn"));
        assertTrue(e.getMessage().startsWith("h.edn:3: an event is longer than 16 MiB"));
    }
}
