package dev.holdfast.checker.io;

import dev.holdfast.checker.history.BadHistoryException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The form of a file: whether it is compressed, whether it is JSON, whether it is text at all. */
final class Form {
    private static final int SNIFFED_BYTES = 512;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final Pattern JSON_ARRAY =
            Pattern.compile("\\s*\\[\\s*\\{\\s*\"[^\"]*\"\\s*:\\s*[\"0-9\\[{-].*", Pattern.DOTALL);

    private Form() {}

    /** The text in {@code raw}, decompressed if need be, without a byte order mark. */
    static InputStream text(BufferedInputStream raw, String name) throws IOException {
        byte[] head = sniff(raw);
        if (startsWith(head, 0x1f, 0x8b)) {
            try {
                return unmarked(new BufferedInputStream(new Gunzip(raw), BUFFER_BYTES));
            } catch (EOFException e) {
                throw refused(name, "broken gzip: ends within its header; expected a whole file");
            }
        }
        requireText(head, name);
        return unmarked(raw);
    }

    private static void requireText(byte[] head, String name) {
        if (startsWith(head, 'J', 'E', 'P', 'S', 'E', 'N')) {
            throw refused(
                    name, "Jepsen's binary format; expected the history.edn that stands beside it");
        }
        if (startsWith(head, 0xFF, 0xFE) || startsWith(head, 0xFE, 0xFF)) {
            throw refused(name, "text in UTF-16; expected UTF-8");
        }
        boolean isZstd = startsWith(head, 0x28, 0xB5, 0x2F, 0xFD);
        boolean isXz = startsWith(head, 0xFD, '7', 'z', 'X', 'Z');
        boolean isBzip = startsWith(head, 'B', 'Z', 'h');
        boolean isZip = startsWith(head, 'P', 'K', 3, 4);
        if (isZstd || isXz || isBzip || isZip) {
            String kind = isZstd ? "zstd" : isXz ? "xz" : isBzip ? "bzip2" : "zip";
            throw refused(name, "compressed with " + kind + "; expected plain text or gzip");
        }
    }

    private static BadHistoryException refused(String name, String what) {
        return new BadHistoryException(Fields.shortened(name) + ": " + what);
    }

    private static InputStream unmarked(InputStream in) throws IOException {
        in.mark(SNIFFED_BYTES);
        try {
            byte[] head = in.readNBytes(BYTE_ORDER_MARK.length);
            if (Arrays.equals(head, BYTE_ORDER_MARK)) {
                return in;
            }
        } catch (EOFException e) {
            // A compressed file that was cut off: the reader will find out and say so.
        }
        in.reset();
        return in;
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

    private static boolean startsWith(byte[] head, int... start) {
        if (head.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((head[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code in}, which must support marks, is JSON by its name or its first bytes. */
    static boolean isJson(InputStream in, String name) throws IOException {
        String plainName = name.replaceFirst("\\.gz$", "");
        String head = new String(sniff(in), StandardCharsets.ISO_8859_1);
        if (JSON_ARRAY.matcher(head).matches()) {
            throw refused(name, "a JSON array; expected one JSON object a line");
        }
        return plainName.endsWith(".jsonl") || (!plainName.endsWith(".edn") && looksLikeJson(head));
    }

    /** JSON objects start with a quoted name, EDN events with a keyword. */
    private static boolean looksLikeJson(String head) {
        String text = head.stripLeading();
        return text.startsWith("{") && !text.substring(1).stripLeading().startsWith(":");
    }
}
