package dev.holdfast.impl.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.impl.commit.Journal;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes every step down in a file, a JSON object a line, before the process goes on; and ends the
 * process at the point that was asked for.
 *
 * <p>Each step has two lines, {@code begun} and {@code done} with the same {@code of}: whoever
 * finds the first alone knows that it may have been taken. What was written is there when the
 * process was killed, not when the machine was. Lines of several threads may stand in another order
 * than that of their numbers; those of one thread do not. Safe for several threads, which do not
 * wait for each other.
 */
final class JournalFile implements Journal, AutoCloseable {
    /** What a line has that says that somebody stands at a point, and that he goes on. */
    static final String HELD = "held";

    static final String FREED = "freed";

    /** Its name in the agent's folder. */
    static final String NAME = "journal.jsonl";

    /** The status of a process that ended at a point. */
    static final int HALTED = 86;

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LINE_BYTES = 256;
    private static final int BATCH_BYTES = 1 << 16;

    private final String node;
    private final OutputStream file;
    private final int life;
    private final AtomicLong next = new AtomicLong();
    private final AtomicReference<@Nullable Hold> hold = new AtomicReference<>();
    private volatile @Nullable Point armed;
    private volatile boolean repeats;

    private JournalFile(String node, OutputStream file, int life) {
        this.node = node;
        this.file = file;
        this.life = life;
    }

    /**
     * Goes on with the journal in this folder, or begins it.
     *
     * @param inBatches whether lines may stay in memory until {@link #flush}: whoever is killed
     *     loses them, so for nothing but measuring speed
     */
    static JournalFile open(String node, Path folder, boolean inBatches) throws IOException {
        Files.createDirectories(folder);
        Path path = folder.resolve(NAME);
        int lives = 0;
        if (Files.exists(path)) {
            try (var lines = Files.lines(path)) {
                lives = (int) lines.filter(line -> line.contains("\"born\":true")).count();
            }
        }
        FileOutputStream file = new FileOutputStream(path.toFile(), true);
        // What a life before this one was writing when it ended may be half a line.
        file.write('\n');
        OutputStream out = inBatches ? new BufferedOutputStream(file, BATCH_BYTES) : file;
        JournalFile journal = new JournalFile(node, out, lives + 1);
        long unused = journal.write(line -> line.writeBooleanField("born", true));
        return journal;
    }

    /** What a line says beside whose it is. */
    private interface Fields {
        void writeTo(JsonGenerator line) throws IOException;
    }

    /** Returns the line's number. It is one write to the end of the file, so lines never mix. */
    private long write(Fields fields) {
        long n = next.getAndIncrement();
        ByteArrayOutputStream text = new ByteArrayOutputStream(LINE_BYTES);
        try {
            try (JsonGenerator line = JSON.createGenerator(text)) {
                line.writeStartObject();
                line.writeStringField("node", node);
                line.writeNumberField("life", life);
                line.writeNumberField("n", n);
                fields.writeTo(line);
                line.writeEndObject();
            }
            text.write('\n');
            file.write(text.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be written", e);
        }
        return n;
    }

    private static void write(
            JsonGenerator line, Step step, String state, String payment, String who)
            throws IOException {
        line.writeStringField("step", step.label());
        line.writeStringField("state", state);
        line.writeStringField("payment", payment);
        line.writeStringField("who", who);
    }

    @Override
    public <X extends Exception> void step(Step step, String payment, String who, Action<X> action)
            throws X {
        pass(Point.before(step), payment, who).join();
        long begun = begin(step, payment, who);
        end(step, payment, who, begun, action.run());
        pass(Point.after(step), payment, who).join();
    }

    @Override
    public <T> CompletableFuture<T> stepLater(
            Step step,
            String payment,
            String who,
            Supplier<CompletableFuture<T>> action,
            Function<T, String> detail) {
        return pass(Point.before(step), payment, who)
                .thenCompose(unused -> taken(step, payment, who, action, detail))
                .thenCompose(
                        made -> pass(Point.after(step), payment, who).thenApply(unused -> made));
    }

    private <T> CompletableFuture<T> taken(
            Step step,
            String payment,
            String who,
            Supplier<CompletableFuture<T>> action,
            Function<T, String> detail) {
        long begun = begin(step, payment, who);
        return action.get()
                .thenApply(
                        made -> {
                            end(step, payment, who, begun, detail.apply(made));
                            return made;
                        });
    }

    private long begin(Step step, String payment, String who) {
        return write(line -> write(line, step, "begun", payment, who));
    }

    private void end(Step step, String payment, String who, long begun, String detail) {
        long unused =
                write(
                        line -> {
                            write(line, step, "done", payment, who);
                            line.writeNumberField("of", begun);
                            line.writeStringField("detail", detail);
                        });
    }

    /** Done when whoever passes here may go on: at once, but for the one who is to stand. */
    private CompletableFuture<Void> pass(Point point, String payment, String who) {
        halt(point);
        Hold asked = hold.get();
        if (asked == null || !asked.takes(point, who)) {
            return CompletableFuture.completedFuture(null);
        }
        stand(point, HELD, payment, who);
        return asked.ended().thenRun(() -> stand(point, FREED, payment, who));
    }

    private void stand(Point point, String state, String payment, String who) {
        long unused =
                write(
                        line -> {
                            line.writeStringField(state, point.label());
                            line.writeStringField("payment", payment);
                            line.writeStringField("who", who);
                        });
    }

    /** Ends the process here if that was asked for, without any good order. */
    private void halt(Point point) {
        if (point.equals(armed)) {
            synchronized (this) {
                if (point.equals(armed)) {
                    long unused = write(line -> line.writeStringField("halt", point.label()));
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

    /** Returns when all lines so far are in the file. */
    void flush() {
        try {
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be written", e);
        }
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
