package dev.holdfast.checker.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.holdfast.checker.history.BadHistoryException;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a chunk of JSON lines: one object a line, blank lines between them.
 *
 * <p>All lines go through one parser, for making a parser is half the cost of a line. If anything
 * is wrong with them they go again line by line, which finds out what and where.
 */
final class JsonEvents implements BatchParser {
    private static final String ONE_A_LINE = "; expected one event a line";

    /** A cut token or a cut character is noticed a few bytes before the end. */
    private static final int NEARLY_BYTES = 6;

    private final JsonFactory factory =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(2 * ReadLimits.DEPTH)
                                    .maxNumberLength(ReadLimits.DIGITS)
                                    .build())
                    .build();
    private final JsonFields fields = new JsonFields();
    private int[] filledLines = new int[1024];

    @Override
    public EventBatch parse(Chunk chunk) {
        int filled = 0;
        int lines = 0;
        boolean isBlank = true;
        byte[] bytes = chunk.bytes();
        for (int i = 0; i < chunk.length(); i++) {
            byte b = bytes[i];
            if (b == '\n') {
                filled += isBlank ? 0 : note(filled, lines);
                lines++;
                isBlank = true;
            } else {
                isBlank &= b == ' ' || b == '\t' || b == '\r';
            }
        }
        filled += isBlank ? 0 : note(filled, lines);
        EventBatch batch = new EventBatch(chunk.length());
        batch.consumedBytes = chunk.length();
        batch.consumedLines = lines;
        if (isSound(chunk, batch) && batch.count == filled) {
            System.arraycopy(filledLines, 0, batch.line, 0, filled);
            return batch;
        }
        return lineByLine(chunk, batch.consumedLines);
    }

    private int note(int filled, int line) {
        if (filled == filledLines.length) {
            filledLines = Arrays.copyOf(filledLines, 2 * filled);
        }
        filledLines[filled] = line;
        return 1;
    }

    private boolean isSound(Chunk chunk, EventBatch batch) {
        try (JsonParser in = factory.createParser(chunk.bytes(), 0, chunk.length())) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token != JsonToken.START_OBJECT) {
                    return false;
                }
                fields.event(in, batch, 0);
            }
            return true;
        } catch (IOException | BadHistoryException e) {
            return false; // line by line it will be found again, and told with its place
        }
    }

    private EventBatch lineByLine(Chunk chunk, int lines) {
        EventBatch batch = new EventBatch(chunk.length());
        byte[] bytes = chunk.bytes();
        int line = 0;
        int from = 0;
        for (int i = 0; i <= chunk.length() && batch.complaint == null; i++) {
            boolean isEnd = i == chunk.length();
            if (isEnd || bytes[i] == '\n') {
                if (!isBlank(bytes, from, i)) {
                    boolean isCut = one(chunk, from, i, line, batch);
                    if (isCut) {
                        batch.consumedBytes = from;
                        batch.consumedLines = line;
                        return batch;
                    }
                }
                line++;
                from = i + 1;
            }
        }
        batch.consumedBytes = chunk.length();
        batch.consumedLines = lines;
        return batch;
    }

    /** Takes one line; whether it is the beginning of an event that simply ends too early. */
    private boolean one(Chunk chunk, int from, int to, int line, EventBatch batch) {
        try (JsonParser in = factory.createParser(chunk.bytes(), from, to - from)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new BadHistoryException("not a JSON object" + ONE_A_LINE);
            }
            int before = batch.count;
            fields.event(in, batch, line);
            if (in.nextToken() != null) {
                batch.count = before;
                throw new BadHistoryException("more than one value" + ONE_A_LINE);
            }
        } catch (JsonProcessingException e) {
            boolean isLast = chunk.isLast() && to == chunk.length();
            boolean isTooMuch = e instanceof StreamConstraintsException;
            if (isLast && !isTooMuch && isCutOff(e, chunk.bytes(), from, to)) {
                return true;
            }
            batch.refuseText(line, "not JSON: " + reason(e) + ONE_A_LINE);
        } catch (IOException e) {
            String why = Fields.shown(Fields.oneLine(e));
            batch.refuseText(line, "not JSON: " + why + ONE_A_LINE);
        } catch (BadHistoryException e) {
            batch.refuseEvent(line, Fields.oneLine(e));
        }
        return false;
    }

    private static String reason(JsonProcessingException e) {
        @Nullable String message = e.getOriginalMessage();
        return Fields.line(message == null ? "broken" : message);
    }

    private static boolean isCutOff(JsonProcessingException e, byte[] bytes, int from, int to) {
        int first = from;
        while (first < to && bytes[first] <= ' ' && bytes[first] >= 0) {
            first++;
        }
        if (first == to || bytes[first] != '{') {
            return false;
        }
        JsonLocation where = e.getLocation();
        return where == null
                || where.getByteOffset() < 0
                || where.getByteOffset() >= to - from - NEARLY_BYTES;
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
