package dev.holdfast.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The list of everything that a store keeps: {@code index.jsonl}, a line for each run.
 *
 * <p>A line is appended by one write, which the system carries out whole, also beside other
 * processes; what a full disk or a power cut leaves of a line is passed over when reading, and does
 * not spoil the line behind it.
 *
 * @param file the file; need not exist
 */
public record StoreIndex(Path file) {

    /** Appends a line; it is on disk when this returns. */
    public void append(IndexEntry entry) throws IOException {
        String line = IndexEntry.JSON.writeValueAsString(entry) + "\n";
        String text = isTorn() ? "\n" + line : line;
        try (FileChannel out =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(false);
        }
    }

    private boolean isTorn() throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long length = in.length();
            if (length == 0) {
                return false;
            }
            in.seek(length - 1);
            return in.read() != '\n';
        }
    }

    /** All lines that are whole, oldest first; none if there is no index. */
    public List<IndexEntry> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<IndexEntry> entries = new ArrayList<>();
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) {
            try {
                entries.add(IndexEntry.JSON.readValue(line, IndexEntry.class));
            } catch (JsonProcessingException e) {
                // Torn, or somebody else's: the runs themselves are what counts.
            }
        }
        return List.copyOf(entries);
    }
}
