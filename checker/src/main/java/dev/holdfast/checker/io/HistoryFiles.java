package dev.holdfast.checker.io;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/**
 * Reads a history from a file, whatever its form: JSON lines or EDN, compressed or not.
 *
 * <p>The form is told by the name ({@code .jsonl}, {@code .edn}, either with {@code .gz}) and else
 * by the first bytes. EDN is read as Jepsen and Knossos write it: one map a line, or one vector or
 * list of maps; tags are dropped, keys that a history does not need are ignored.
 */
public final class HistoryFiles {
    private HistoryFiles() {}

    /** Something that reads a whole text. */
    private interface Reading<T> {
        T of(InputStream in, String name) throws IOException;
    }

    /**
     * Reads {@code file}; the path {@code -} is the standard input. O(n).
     *
     * @throws BadHistoryException with one line that says where, what is wrong and what would be
     *     right
     * @throws IOException if the file cannot be read
     */
    public static ReadResult read(Path file) throws IOException {
        return open(file, HistoryFiles::read);
    }

    /**
     * Reads all of {@code in}, which it does not close.
     *
     * @param name the file's name, for its extension and for messages
     * @throws BadHistoryException as {@link #read(Path)} does
     * @throws IOException if {@code in} fails
     */
    public static ReadResult read(InputStream in, String name) throws IOException {
        List<Op> ops = new ArrayList<>();
        try {
            int most = ReadLimits.EVENTS;
            Oddities oddities = play(in, name, most, most, ops::add);
            return new ReadResult(History.of(ops), oddities);
        } catch (OutOfMemoryError e) {
            int read = ops.size();
            ops.clear();
            throw new BadHistoryException(
                    "%s: out of memory after %d events; expected a heap (-Xmx) that holds them all"
                            .formatted(Fields.shortened(name), read));
        }
    }

    /**
     * Gives the events of {@code file} to {@code sink} one by one, in the order of the history; the
     * path {@code -} is the standard input. O(n) time; memory O(process ids + events that share one
     * stamp).
     *
     * <p>Every check of {@link #read(Path)} is made, but only as far as the sink has come: a file
     * that turns out to be wrong has by then been given in part.
     *
     * @return what was odd, up to where the sink wanted no more
     * @throws BadHistoryException as {@link #read(Path)} does
     * @throws IOException if the file cannot be read
     */
    public static Oddities stream(Path file, OpSink sink) throws IOException {
        return open(file, (in, name) -> stream(in, name, sink));
    }

    /** As {@link #stream(Path, OpSink)}, from {@code in}, which it does not close. */
    public static Oddities stream(InputStream in, String name, OpSink sink) throws IOException {
        return play(in, name, Integer.MAX_VALUE, ReadLimits.TIES, sink);
    }

    /**
     * Reads {@code from} and writes it to {@code to}, in the form that its name asks for ({@code
     * .jsonl}, {@code .edn}, either with {@code .gz}). Streaming; O(n).
     *
     * <p>Nothing stands at {@code to} before all of it does; a file that stood there is replaced.
     *
     * @return what was odd about {@code from}
     * @throws BadHistoryException if {@code from} is no history, or {@code to} no name for one
     * @throws IOException if {@code from} cannot be read or {@code to} not be written
     */
    public static Oddities convert(Path from, Path to) throws IOException {
        return Conversion.of(from, to);
    }

    private static <T> T open(Path file, Reading<T> reading) throws IOException {
        if (file.toString().equals("-")) {
            return reading.of(System.in, "stdin");
        }
        String name = file.toString();
        String shown = Fields.shortened(name);
        if (Files.isDirectory(file)) {
            throw new BadHistoryException(
                    "%s: a directory; expected a history in .jsonl or .edn".formatted(shown));
        }
        try (InputStream in = opened(file)) {
            return reading.of(in, name);
        } catch (NoSuchFileException e) {
            throw new BadHistoryException("%s: no such file; expected a history".formatted(shown));
        } catch (AccessDeniedException e) {
            throw new BadHistoryException(
                    "%s: may not be read; expected permission to".formatted(shown));
        }
    }

    /** Pipes, too, such as {@code <(zcat …)} of a shell: channels would ask for their position. */
    private static InputStream opened(Path file) throws IOException {
        return Files.exists(file) && !Files.isRegularFile(file)
                ? new FileInputStream(file.toFile())
                : Files.newInputStream(file);
    }

    private static Oddities play(
            InputStream in, String name, int mostEvents, int mostTies, OpSink sink)
            throws IOException {
        try {
            InputStream text = Form.text(new BufferedInputStream(in, 1 << 16), name);
            boolean isJson = Form.isJson(text, name);
            Intake intake = new Intake(!isJson, mostEvents, mostTies, sink);
            return FileReader.read(text, name, isJson, intake);
        } catch (ZipException e) {
            throw new BadHistoryException(
                    "%s: broken gzip: %s; expected a whole file"
                            .formatted(Fields.shortened(name), Fields.line(Fields.oneLine(e))));
        }
    }
}
