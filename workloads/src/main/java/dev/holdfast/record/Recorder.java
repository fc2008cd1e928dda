package dev.holdfast.record;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.io.JsonlWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one place where events get their number and their time, and reach the disk.
 *
 * <p>Number and stamp are given together under one lock, so the order of the numbers is the order
 * of the stamps. A thread of its own appends to {@code history.jsonl} and flushes whenever it has
 * caught up: a killed runner leaves a prefix of the history, never a hole. Nothing is dropped:
 * where the disk fails, {@link #failure} says so and the run must end. Safe for any number of
 * threads.
 */
public final class Recorder implements AutoCloseable {
    /** The most events a run may have; a run that reaches it ends and says so. */
    public static final int LIMIT = 20_000_000;

    private final List<Op> ops = new ArrayList<>(1 << 14);
    private final long originNanos = System.nanoTime();
    private final JsonlWriter file;
    private final Thread writer;
    private final List<OpListener> listeners;
    private int written;
    private boolean closing;
    private @Nullable IOException failure;

    private Recorder(JsonlWriter file, List<OpListener> listeners) {
        this.file = file;
        this.listeners = List.copyOf(listeners);
        this.writer = new Thread(this::writeAll, "recorder");
        writer.setDaemon(true);
    }

    /**
     * Starts a history in {@code path}, which must not exist yet.
     *
     * @param listeners are told every event in order, by the writing thread
     */
    public static Recorder open(Path path, List<OpListener> listeners) throws IOException {
        return to(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW), listeners);
    }

    static Recorder to(OutputStream out, List<OpListener> listeners) throws IOException {
        Recorder recorder = new Recorder(new JsonlWriter(out), listeners);
        recorder.writer.start();
        return recorder;
    }

    /** Says that the run is over: nothing is written down any more. */
    public static final class ClosedException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        private ClosedException() {
            super("the history is closed");
        }
    }

    /** Hears of every event. */
    public interface OpListener {
        /** Called in order, by one thread; must be quick and must not throw. */
        void recorded(Op op);
    }

    /**
     * Writes an event down, now.
     *
     * @throws ClosedException if the run is over
     */
    public Op record(
            int process, OpType type, String f, @Nullable Object value, @Nullable String error) {
        synchronized (ops) {
            if (closing) {
                throw new ClosedException();
            }
            Op op = new Op(ops.size(), nowNanos(), process, type, f, value, error);
            ops.add(op);
            if (ops.size() - written == 1) {
                ops.notifyAll();
            }
            return op;
        }
    }

    /** Writes down what a fault does; {@code type} is always info, as in Jepsen. */
    public Op nemesis(String f, Map<String, Object> value, @Nullable String error) {
        return record(Op.NEMESIS, OpType.INFO, f, value, error);
    }

    /** Nanoseconds since this recorder was opened. */
    public long nowNanos() {
        return System.nanoTime() - originNanos;
    }

    /** How many events there are so far. */
    public int size() {
        synchronized (ops) {
            return ops.size();
        }
    }

    /** Why the disk no longer takes the history, or null while it does. */
    public @Nullable IOException failure() {
        synchronized (ops) {
            return failure;
        }
    }

    /** Everything so far, as a history. O(n). */
    public History history() {
        List<Op> copy;
        synchronized (ops) {
            copy = new ArrayList<>(ops);
        }
        return History.of(copy);
    }

    private void writeAll() {
        try (file) {
            List<Op> batch = new ArrayList<>();
            while (await(batch)) {
                for (Op op : batch) {
                    file.write(op);
                }
                file.flush();
                for (Op op : batch) {
                    for (OpListener listener : listeners) {
                        listener.recorded(op);
                    }
                }
                batch.clear();
            }
        } catch (IOException e) {
            synchronized (ops) {
                failure = e;
            }
        }
    }

    private boolean await(List<Op> batch) {
        synchronized (ops) {
            while (written == ops.size() && !closing) {
                try {
                    ops.wait();
                } catch (InterruptedException e) {
                    closing = true;
                }
            }
            int end = Math.min(ops.size(), written + 4096);
            batch.addAll(ops.subList(written, end));
            written = end;
            return !batch.isEmpty();
        }
    }

    /** Writes what is left and closes the file; later events are refused. */
    @Override
    public void close() {
        synchronized (ops) {
            closing = true;
            ops.notifyAll();
        }
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
