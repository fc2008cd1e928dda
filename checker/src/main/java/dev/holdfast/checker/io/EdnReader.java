package dev.holdfast.checker.io;

import dev.holdfast.checker.history.BadHistoryException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import us.bpsm.edn.EdnException;
import us.bpsm.edn.TaggedValue;
import us.bpsm.edn.parser.Parseable;
import us.bpsm.edn.parser.Parser;
import us.bpsm.edn.parser.Parsers;

/**
 * Reads a history in EDN as Jepsen writes it: one map a line, or one vector or list of maps.
 *
 * <p>Streaming. {@code :index} and {@code :time} may be missing, maps may be tagged records, and
 * keys that the history does not need are ignored. The order of the maps is the real-time order; a
 * stamp that is earlier than its predecessor's, as Jepsen may write it, is raised to it and
 * counted.
 */
public final class EdnReader {
    private final EdnSource source;
    private final Assembler assembler;
    private final EdnValues values = new EdnValues();
    private final Parser parser = Parsers.newParser(Parsers.defaultConfiguration());

    private EdnReader(InputStream in, String name) {
        this.source = new EdnSource(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.assembler = new Assembler(name, true);
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
        return new EdnReader(in, name).readAll();
    }

    private ReadResult readAll() throws IOException {
        int line = 1;
        try {
            int first = source.peek();
            int closing = first == '[' ? ']' : first == '(' ? ')' : 0;
            if (closing != 0) {
                source.read();
            }
            while (true) {
                int next = source.peek();
                line = source.line();
                if (next == Parseable.END_OF_INPUT) {
                    // A vector that does not end is a cut-off file too.
                    return assembler.finish(closing != 0);
                }
                if (next == closing && closing != 0) {
                    source.read();
                    requireEnd();
                    return assembler.finish(false);
                }
                take(parser.nextValue(source), line);
            }
        } catch (EdnException e) {
            if (source.hasEnded() && source.endedInLine() && e.getMessage() != null) {
                return assembler.finish(true);
            }
            throw assembler.at(line, "not EDN: " + Fields.line(Assembler.oneLine(e)));
        } catch (EOFException e) { // a compressed file that was cut off
            return assembler.finish(true);
        } catch (StackOverflowError e) {
            throw assembler.at(line, "values nest deeper than %d levels".formatted(Fields.DEEPEST));
        }
    }

    private void requireEnd() throws IOException {
        if (source.peek() != Parseable.END_OF_INPUT) {
            throw assembler.at(source.line(), "more text after the end of the list of events");
        }
    }

    private void take(Object read, int line) {
        Object value = read instanceof TaggedValue t ? t.getValue() : read;
        if (value instanceof List<?> list) {
            for (Object item : list) {
                takeOne(item, line);
            }
        } else {
            takeOne(value, line);
        }
    }

    private void takeOne(@Nullable Object item, int line) {
        try {
            assembler.add(values.op(item, assembler.size()), line);
        } catch (BadHistoryException e) {
            throw assembler.located(e, line);
        } catch (EdnException e) {
            throw assembler.at(line, "not EDN: " + Fields.line(Assembler.oneLine(e)));
        }
    }
}
