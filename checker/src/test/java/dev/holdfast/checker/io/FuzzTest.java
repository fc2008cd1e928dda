package dev.holdfast.checker.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Mutated histories: each is read or refused in one line, and what was read can be written and read
 * again. {@code -Dholdfast.fuzz=N} mutates N times.
 */
class FuzzTest {
    private static final int CASES = Integer.getInteger("holdfast.fuzz", 3_000);
    private static final int LONGEST_LINE = 500;
    private static final List<String> BITS =
            List.of(
                    "\u0000",
                    "\uFEFF",
                    "\r",
                    "\n",
                    "#_",
                    "#",
                    "\\",
                    "\"",
                    "'",
                    "`",
                    "^",
                    "~",
                    "@",
                    "{",
                    "}",
                    "[",
                    "]",
                    "(",
                    ")",
                    ":",
                    "::",
                    "/",
                    ";",
                    ",",
                    " ",
                    "-",
                    "+",
                    ".",
                    "0",
                    "nil",
                    "null",
                    "NaN",
                    "##Inf",
                    "1e999",
                    "0x",
                    "1/0",
                    "\\u",
                    "\\ud83d",
                    "\\o",
                    "99999999999999999999",
                    "-1",
                    ":process",
                    "\"process\"",
                    "invoke",
                    "ok",
                    "info",
                    "\u2028",
                    "\u202e",
                    "\uD83D\uDD12",
                    "#:a{:b 1}",
                    "#holdfast/keyword \"a b\"");

    @Test
    void mutatedHistoriesAreReadOrRefusedInOneLine() throws IOException {
        int accepted = 0;
        for (int seed = 0; seed < CASES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<byte[]> texts = Corpus.texts();
            int which = random.nextInt(texts.size());
            byte[] text = texts.get(which);
            for (int k = random.nextInt(4); k >= 0; k--) {
                text = mutated(text, texts, random);
            }
            String name = List.of("h", "h.edn", "h.jsonl").get(random.nextInt(3));
            if (random.nextInt(4) > 0) {
                name = which == 0 ? "h.jsonl" : "h.edn";
            }
            byte[] bytes = random.nextInt(16) == 0 ? damaged(zipped(text), random) : text;
            accepted += check(bytes, name, seed) ? 1 : 0;
        }
        assertTrue(accepted > CASES / 50, accepted + " accepted");
    }

    private static boolean check(byte[] bytes, String name, int seed) throws IOException {
        ReadResult read;
        try {
            read = HistoryFiles.read(new ByteArrayInputStream(bytes), name);
        } catch (BadHistoryException e) {
            String line = e.getMessage();
            assertEquals(1, line.lines().count(), line);
            assertTrue(line.length() <= LONGEST_LINE, line);
            assertTrue(line.startsWith(name + ":"), line);
            assertFalse(line.chars().anyMatch(Character::isISOControl), line);
            return false;
        }
        History history = read.history();
        List<Op> streamed = new ArrayList<>();
        Oddities oddities =
                HistoryFiles.stream(new ByteArrayInputStream(bytes), name, streamed::add);
        assertEquals(history.ops(), streamed, "seed " + seed);
        assertEquals(read.oddities(), oddities, "seed " + seed);
        comesBack(history, seed);
        return history.size() > 0;
    }

    private static void comesBack(History history, int seed) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonlWriter out = new JsonlWriter(json)) {
            out.writeAll(history);
        }
        StringWriter edn = new StringWriter();
        try (EdnWriter out = new EdnWriter(edn)) {
            out.writeAll(history);
        }
        assertEquals(history.ops(), again(json.toByteArray(), "h.jsonl"), "seed " + seed);
        byte[] bytes = edn.toString().getBytes(StandardCharsets.UTF_8);
        assertEquals(history.ops(), again(bytes, "h.edn"), "seed " + seed);
    }

    private static List<Op> again(byte[] bytes, String name) throws IOException {
        ReadResult read = HistoryFiles.read(new ByteArrayInputStream(bytes), name);
        assertFalse(read.truncated());
        return read.history().ops();
    }

    private static byte[] mutated(byte[] text, List<byte[]> others, SplittableRandom random) {
        int from = random.nextInt(text.length + 1);
        int to = Math.min(text.length, from + random.nextInt(1 + random.nextInt(60)));
        byte[] middle =
                switch (random.nextInt(8)) {
                    case 0 -> new byte[0];
                    case 1 -> new byte[] {(byte) random.nextInt(256)};
                    case 2 -> repeated(Arrays.copyOfRange(text, from, to), 1 + random.nextInt(3));
                    case 3 -> repeated(bit(random), 1 + random.nextInt(300));
                    case 4 -> {
                        byte[] other = others.get(random.nextInt(others.size()));
                        int start = random.nextInt(other.length);
                        yield Arrays.copyOfRange(
                                other, start, Math.min(other.length, start + random.nextInt(99)));
                    }
                    default -> bit(random);
                };
        if (random.nextInt(12) == 0) {
            return Arrays.copyOf(text, from);
        }
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        made.write(text, 0, from);
        made.writeBytes(middle);
        made.write(text, to, text.length - to);
        return made.size() == 0 ? new byte[] {' '} : made.toByteArray();
    }

    private static byte[] bit(SplittableRandom random) {
        return BITS.get(random.nextInt(BITS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] repeated(byte[] part, int times) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] zipped(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text);
        }
        return bytes.toByteArray();
    }

    private static byte[] damaged(byte[] bytes, SplittableRandom random) {
        switch (random.nextInt(3)) {
            case 0 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            case 1 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            default -> {}
        }
        return bytes;
    }
}
