package dev.holdfast.checker.io;

import dev.holdfast.checker.history.BadHistoryException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a history from a file, whatever its form: JSON lines or EDN, compressed or not.
 *
 * <p>The form is told by the name ({@code .jsonl}, {@code .edn}, either with {@code .gz}) and else
 * by the first bytes.
 */
public final class HistoryFiles {
    private static final int SNIFFED_BYTES = 512;

    private HistoryFiles() {}

    /**
     * Reads {@code file}; the path {@code -} is the standard input.
     *
     * @throws BadHistoryException with one line that says where, what is wrong and what would be
     *     right
     * @throws IOException if the file cannot be read
     */
    public static ReadResult read(Path file) throws IOException {
        if (file.toString().equals("-")) {
            return read(System.in, "stdin");
        }
        if (Files.isDirectory(file)) {
            throw new BadHistoryException(
                    "%s: a directory; expected a history in .jsonl or .edn".formatted(file));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (NoSuchFileException e) {
            throw new BadHistoryException("%s: no such file".formatted(file));
        }
    }

    /**
     * Reads all of {@code in}, which it does not close.
     *
     * @param name the file's name, for its extension and for messages
     * @throws BadHistoryException as {@link #read(Path)} does
     * @throws IOException if {@code in} fails
     */
    public static ReadResult read(InputStream in, String name) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(in, 1 << 16);
        try {
            if (isGzip(sniff(raw))) {
                InputStream plain = new BufferedInputStream(gunzip(raw, name), 1 << 16);
                return readPlain(plain, name);
            }
            return readPlain(raw, name);
        } catch (ZipException e) {
            throw new BadHistoryException(
                    "%s: broken gzip: %s".formatted(name, Fields.line(Assembler.oneLine(e))));
        }
    }

    private static InputStream gunzip(InputStream raw, String name) throws IOException {
        try {
            return new GZIPInputStream(raw);
        } catch (EOFException e) {
            throw new BadHistoryException(name + ": broken gzip: ends within its header");
        }
    }

    private static ReadResult readPlain(InputStream in, String name) throws IOException {
        String plainName = name.replaceFirst("\\.gz$", "");
        boolean isJson =
                plainName.endsWith(".jsonl")
                        || (!plainName.endsWith(".edn") && looksLikeJson(sniff(in)));
        return isJson ? JsonlReader.read(in, name) : EdnReader.read(in, name);
    }

    private static byte[] sniff(InputStream in) throws IOException {
        in.mark(SNIFFED_BYTES);
        byte[] head = new byte[SNIFFED_BYTES];
        int n = 0;
        try {
            n = in.readNBytes(head, 0, SNIFFED_BYTES);
        } catch (EOFException e) {
            // A compressed file that was cut off: the reader will find out and say so.
        }
        in.reset();
        return Arrays.copyOf(head, n);
    }

    private static boolean isGzip(byte[] head) {
        return head.length > 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
    }

    /** JSON objects start with a quoted name, EDN events with a keyword. */
    private static boolean looksLikeJson(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
        return text.startsWith("{") && !text.substring(1).stripLeading().startsWith(":");
    }
}
