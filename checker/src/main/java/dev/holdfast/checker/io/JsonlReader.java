package dev.holdfast.checker.io;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.Op;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads {@code history.jsonl}: one event a line, streaming.
 *
 * <p>A last line that was cut off, as a killed recorder leaves it, is tolerated and reported; any
 * other broken line is refused with file, line and reason. A string that starts with a colon is a
 * keyword; one that starts with two stands for a string that starts with one. Blank lines are
 * skipped, fields of others ignored.
 */
public final class JsonlReader {
    private static final int LONGEST_LINE_BYTES = 16 << 20;

    private final InputStream in;
    private final Assembler assembler;
    private final JsonOps ops = new JsonOps();
    private byte[] buffer = new byte[1 << 18];
    private int[] filledLines = new int[1024];
    private int slowUntil;
    private int from;
    private int to;
    private int line;
    private boolean truncated;

    private JsonlReader(InputStream in, String name) {
        this.in = in;
        this.assembler = new Assembler(name, false);
    }

    /**
     * Reads all of {@code in}, which it does not close. O(n).
     *
     * @param name what messages call the file
     * @throws BadHistoryException with one line that says where, what is wrong and what would be
     *     right
     * @throws IOException if {@code in} fails
     */
    public static ReadResult read(InputStream in, String name) throws IOException {
        return new JsonlReader(in, name).readAll();
    }

    private ReadResult readAll() throws IOException {
        while (!truncated) {
            if (from >= slowUntil) {
                takeWholeLines();
            }
            int newline = nextNewline();
            boolean isLast = newline < 0;
            int end = isLast ? to : newline;
            if (isLast && end == from) {
                break;
            }
            line++;
            take(end, isLast);
            from = isLast ? to : newline + 1;
            if (isLast) {
                break;
            }
        }
        return assembler.finish(truncated);
    }

    /**
     * Takes all lines that are in the buffer to their end, with one parser for all: making a parser
     * is half the cost of a line. If anything is wrong with them it takes none, and they go line by
     * line, which finds out what and where.
     */
    private void takeWholeLines() {
        int end = to;
        while (end > from && buffer[end - 1] != '\n') {
            end--;
        }
        int filled = 0;
        int lines = 0;
        boolean isBlank = true;
        for (int i = from; i < end; i++) {
            if (buffer[i] == '\n') {
                lines++;
                if (!isBlank) {
                    filled = addFilled(filled, line + lines);
                }
                isBlank = true;
            } else {
                isBlank &= buffer[i] == ' ' || buffer[i] == '\t' || buffer[i] == '\r';
            }
        }
        List<Op> found = new ArrayList<>(filled);
        if (lines == 0 || !parsed(end, found) || found.size() != filled) {
            slowUntil = end;
            return;
        }
        for (int i = 0; i < filled; i++) {
            assembler.add(found.get(i), filledLines[i]);
        }
        line += lines;
        from = end;
    }

    private int addFilled(int count, int number) {
        if (count == filledLines.length) {
            filledLines = Arrays.copyOf(filledLines, 2 * count);
        }
        filledLines[count] = number;
        return count + 1;
    }

    private boolean parsed(int end, List<Op> found) {
        try {
            ops.parseAll(buffer, from, end - from, assembler.size(), found);
            return true;
        } catch (IOException | BadHistoryException e) {
            return false; // line by line it will be found again, and told with its place
        }
    }

    private void take(int end, boolean isLast) {
        int length = end - from;
        if (isBlank(end)) {
            return;
        }
        try {
            assembler.add(ops.parse(buffer, from, length, assembler.size()), line);
        } catch (JsonProcessingException e) {
            if (isLast && isCutOff(e, length)) {
                truncated = true;
            } else {
                throw assembler.at(line, "not JSON: " + reason(e) + "; expected one event a line");
            }
        } catch (IOException e) {
            throw assembler.at(line, "not JSON: " + Fields.shown(Assembler.oneLine(e)));
        } catch (BadHistoryException e) {
            throw assembler.located(e, line);
        }
    }

    private static String reason(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        return Fields.line(message == null ? "broken" : message);
    }

    /** Whether the text is the beginning of an object that simply ends too early. */
    private boolean isCutOff(JsonProcessingException e, int length) {
        int first = from;
        while (first < to && buffer[first] <= ' ' && buffer[first] >= 0) {
            first++;
        }
        if (first == to || buffer[first] != '{') {
            return false;
        }
        JsonLocation where = e.getLocation();
        // A cut token or a cut character is noticed a few bytes before the end.
        return where == null || where.getByteOffset() < 0 || where.getByteOffset() >= length - 6;
    }

    private boolean isBlank(int end) {
        for (int i = from; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** The position of the next newline, after filling the buffer as far as needed, or -1. */
    private int nextNewline() throws IOException {
        int scanned = from;
        while (true) {
            for (int i = scanned; i < to; i++) {
                if (buffer[i] == '\n') {
                    return i;
                }
            }
            int kept = to - from;
            if (!fill()) {
                return -1;
            }
            scanned = from + kept;
        }
    }

    private boolean fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
            slowUntil = 0;
        }
        if (to == buffer.length) {
            if (to >= LONGEST_LINE_BYTES) {
                throw assembler.at(line + 1, "longer than 16 MiB; expected one event a line");
            }
            buffer = Arrays.copyOf(buffer, 2 * to);
        }
        int read;
        try {
            read = in.read(buffer, to, buffer.length - to);
        } catch (EOFException e) { // a compressed file that was cut off
            read = -1;
            truncated = to == 0;
        }
        to += Math.max(read, 0);
        return read > 0;
    }
}
