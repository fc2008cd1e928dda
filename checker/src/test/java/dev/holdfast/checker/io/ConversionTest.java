package dev.holdfast.checker.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.Op;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history goes through every form and comes back. */
class ConversionTest {
    @TempDir Path dir;

    private static List<Op> ops(Path file) throws IOException {
        return HistoryFiles.read(file).history().ops();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void everyFormKeepsTheWholeHistory() throws IOException {
        for (String text : List.of(Corpus.JSONL, Corpus.LINES, Corpus.VECTOR)) {
            Path from = Files.writeString(dir.resolve("from"), text);
            List<Op> expected = ops(from);
            for (String name : List.of("a.edn", "b.jsonl", "c.edn.gz", "d.jsonl.gz", "e.edn")) {
                Path to = dir.resolve(name);
                Oddities oddities = HistoryFiles.convert(from, to);
                assertEquals(expected.size(), oddities.events());
                assertEquals(expected, ops(to), name);
                from = to;
            }
        }
        assertEquals(
                List.of("a.edn", "b.jsonl", "c.edn.gz", "d.jsonl.gz", "e.edn", "from"), names());
    }

    @Test
    void nothingIsLostWhenItFails() throws IOException {
        Path old = Files.writeString(dir.resolve("old.jsonl"), Corpus.JSONL);
        Path broken = Files.writeString(dir.resolve("broken.edn"), Corpus.LINES + "{:a}\n");
        assertThrows(BadHistoryException.class, () -> HistoryFiles.convert(broken, old));
        assertEquals(Corpus.JSONL, Files.readString(old));
        assertEquals(List.of("broken.edn", "old.jsonl"), names());
    }

    @Test
    void aFileIsNotReplacedByItself() throws IOException {
        Path file = Files.writeString(dir.resolve("h.jsonl"), Corpus.JSONL);
        Path link = Files.createSymbolicLink(dir.resolve("link.jsonl"), file);
        for (Path to : List.of(file, link, dir.resolve(".").resolve("h.jsonl"))) {
            assertTrue(refusal(file, to).contains("would replace what it is made from"));
        }
        assertEquals(Corpus.JSONL, Files.readString(file));
        assertTrue(refusal(file, dir.resolve("h.csv")).contains("unknown form"));
    }

    private static String refusal(Path from, Path to) {
        return assertThrows(BadHistoryException.class, () -> HistoryFiles.convert(from, to))
                .getMessage();
    }
}
