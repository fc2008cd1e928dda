package dev.holdfast.impl.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an agent's journal while it grows. For one thread at a time. */
public final class AgentJournal {
    /** Its name in the agent's folder. */
    public static final String NAME = JournalFile.NAME;

    private static final List<String> AT_POINT =
            List.of("halt", JournalFile.HELD, JournalFile.FREED);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private long position;

    /** That in {@code file}, which need not be there yet. */
    public AgentJournal(Path file) {
        this.file = file;
    }

    /**
     * A line of it.
     *
     * @param node the agent
     * @param life which of its lives, from 1
     * @param n its number among the lines of that life
     * @param state {@code begun} or {@code done} of a step; at a point {@code halt}, {@code held}
     *     or {@code freed}
     * @param of of a done step: the number of the line that says that it had begun; else −1
     * @param step the step's label, or the point's
     * @param payment of which payment; empty if of none
     * @param who whose vote, decision or accounts
     * @param detail what came of it
     */
    public record Line(
            String node,
            int life,
            long n,
            String state,
            long of,
            String step,
            String payment,
            String who,
            String detail) {}

    /**
     * The lines that were added since the last call.
     *
     * @throws IOException if it is there and cannot be read
     */
    public List<Line> more() throws IOException {
        List<Line> lines = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
            channel.position(position);
            while (channel.read(buffer.clear()) > 0) {
                buffer.flip();
                position += buffer.remaining();
                while (buffer.hasRemaining()) {
                    byte next = buffer.get();
                    if (next == '\n') {
                        parse(rest.toString(StandardCharsets.UTF_8)).ifPresent(lines::add);
                        rest.reset();
                    } else {
                        rest.write(next);
                    }
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return lines;
    }

    /** Empty for the half line of a process that was killed while it wrote, and for a birth. */
    private static Optional<Line> parse(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        Optional<String> atPoint = AT_POINT.stream().filter(json::has).findFirst();
        if (atPoint.isEmpty() && !json.has("step")) {
            return Optional.empty();
        }
        return Optional.of(
                new Line(
                        json.path("node").asText(),
                        json.path("life").asInt(),
                        json.path("n").asLong(),
                        atPoint.orElseGet(() -> json.path("state").asText()),
                        json.path("of").asLong(-1),
                        json.path(atPoint.orElse("step")).asText(),
                        json.path("payment").asText(),
                        json.path("who").asText(),
                        json.path("detail").asText()));
    }
}
