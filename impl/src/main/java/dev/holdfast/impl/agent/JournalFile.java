package dev.holdfast.impl.agent;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.impl.commit.Journal;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes every step down in a file, a JSON object a line, before the process goes on; and ends the
 * process at the point that was asked for.
 *
 * <p>Each step has two lines, {@code begun} and {@code done} with the same {@code of}: whoever
 * finds the first alone knows that it may have been taken. What was written is there when the
 * process was killed, not when the machine was. Safe for several threads.
 */
final class JournalFile implements Journal, AutoCloseable {
    /** What a line has that says that somebody stands at a point, and that he goes on. */
    static final String HELD = "held";

    static final String FREED = "freed";

    /** Its name in the agent's folder. */
    static final String NAME = "journal.jsonl";

    /** The status of a process that ended at a point. */
    static final int HALTED = 86;

    private static final JsonMapper JSON = new JsonMapper();

    private final String node;
    private final FileChannel file;
    private final int life;
    private final AtomicReference<@Nullable Hold> hold = new AtomicReference<>();
    private volatile @Nullable Point armed;
    private long next;
    private volatile boolean repeats;

    private JournalFile(String node, FileChannel file, int life) {
        this.node = node;
        this.file = file;
        this.life = life;
    }

    /** Goes on with the journal in this folder, or begins it. */
    static JournalFile open(String node, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path path = folder.resolve(NAME);
        int lives = 0;
        if (Files.exists(path)) {
            try (var lines = Files.lines(path)) {
                lives = (int) lines.filter(line -> line.contains("\"born\":true")).count();
            }
        }
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        JournalFile journal = new JournalFile(node, file, lives + 1);
        // What a life before this one was writing when it ended may be half a line.
        journal.write("\n");
        journal.write(journal.line().put("born", true) + "\n");
        return journal;
    }

    private synchronized ObjectNode line() {
        return JSON.createObjectNode().put("node", node).put("life", life).put("n", next++);
    }

    private synchronized void write(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be written", e);
        }
    }

    private synchronized long write(Step step, String state, String payment, String who) {
        ObjectNode line = line();
        write(fields(line, step, state, payment, who) + "\n");
        return line.get("n").asLong();
    }

    private static ObjectNode fields(
            ObjectNode line, Step step, String state, String payment, String who) {
        return line.put("step", step.label())
                .put("state", state)
                .put("payment", payment)
                .put("who", who);
    }

    @Override
    public <X extends Exception> void step(Step step, String payment, String who, Action<X> action)
            throws X {
        pass(Point.before(step), payment, who);
        long begun = write(step, "begun", payment, who);
        String detail = action.run();
        synchronized (this) {
            ObjectNode line = fields(line(), step, "done", payment, who);
            write(line.put("of", begun).put("detail", detail) + "\n");
        }
        pass(Point.after(step), payment, who);
    }

    private void pass(Point point, String payment, String who) {
        halt(point);
        Hold asked = hold.get();
        if (asked != null && asked.takes(point, who)) {
            stand(point, HELD, payment, who);
            asked.await();
            stand(point, FREED, payment, who);
        }
    }

    private synchronized void stand(Point point, String state, String payment, String who) {
        write(line().put(state, point.label()).put("payment", payment).put("who", who) + "\n");
    }

    /** Ends the process here if that was asked for, without any good order. */
    private void halt(Point point) {
        if (point.equals(armed)) {
            synchronized (this) {
                if (point.equals(armed)) {
                    write(line().put("halt", point.label()) + "\n");
                    Runtime.getRuntime().halt(HALTED);
                }
            }
        }
    }

    /**
     * Whoever passes this point next, ends the process; null for nobody: when that has returned,
     * the process does not end at a point any more.
     */
    synchronized void arm(@Nullable Point point) {
        armed = point;
    }

    /**
     * Whoever passes this point next stands there until {@link #free}, while the rest of the
     * process goes on.
     *
     * @param who whose vote, decision or accounts it must be about; empty for anybody's
     */
    void hold(Point point, String who) {
        letGo(hold.getAndSet(new Hold(point, who)));
    }

    /** Who stands goes on, and nobody will stand. */
    void free() {
        letGo(hold.getAndSet(null));
    }

    private static void letGo(@Nullable Hold old) {
        if (old != null) {
            old.end();
        }
    }

    /** From now on, whether every message is to be sent twice. */
    void repeat(boolean isTwice) {
        repeats = isTwice;
    }

    @Override
    public boolean repeats() {
        return repeats;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be closed", e);
        }
    }
}
