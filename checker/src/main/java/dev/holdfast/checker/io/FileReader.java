package dev.holdfast.checker.io;

import dev.holdfast.checker.history.BadHistoryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file: cuts it into chunks, has them parsed by several threads, and takes their events
 * in order.
 *
 * <p>Chunks are parsed on the guess that each begins between two events. The end of a chunk tells
 * whether the guess about the next was right; if not, the next is parsed again with what was left.
 */
final class FileReader {
    private static final int MOST_THREADS = 4;

    private final String name;
    private final Chunks chunks;
    private final Supplier<BatchParser> parsers;
    private final Intake intake;
    private final BatchParser own;
    private final ArrayDeque<Ahead> ahead = new ArrayDeque<>();
    private final Queue<BatchParser> idle = new ConcurrentLinkedQueue<>();
    private @Nullable ExecutorService workers;
    private long line = 1;
    private long blankBytes;
    private boolean begun;
    private char closing;
    private boolean closed;
    private boolean truncated;

    /** A chunk that is being parsed; the future is null where nobody was asked yet. */
    private record Ahead(Chunk chunk, @Nullable Future<EventBatch> batch) {}

    private FileReader(InputStream in, String name, boolean isJson, Intake intake) {
        this.name = name;
        this.chunks = new Chunks(in, isJson);
        this.parsers = isJson ? JsonEvents::new : EdnEvents::new;
        this.own = parsers.get();
        this.intake = intake;
    }

    /**
     * Reads all of {@code in}, or as much as the sink wants.
     *
     * @throws BadHistoryException with file, line and op
     * @throws IOException if {@code in} fails
     */
    static Oddities read(InputStream in, String name, boolean isJson, Intake intake)
            throws IOException {
        return new FileReader(in, name, isJson, intake).readAll();
    }

    private Oddities readAll() throws IOException {
        try {
            Ahead next = next();
            while (next != null && intake.wantsMore()) {
                next = step(next);
            }
        } finally {
            if (workers != null) {
                workers.shutdownNow();
            }
        }
        return intake.finish(truncated || chunks.isCutOff() || (closing != 0 && !closed));
    }

    /** Takes one chunk's events; the chunk after it. */
    private @Nullable Ahead step(Ahead current) throws IOException {
        Chunk chunk = current.chunk();
        if (chunk.isLast() && chunks.isTooLong()) {
            throw at(line, "longer than 16 MiB; expected one event a line");
        }
        EventBatch batch = await(current);
        if (!begun && !chunk.isFirst() && !batch.isBlank()) {
            chunk = chunk.asFirst();
            batch = own.parse(chunk);
        }
        deliver(batch);
        line += batch.consumedLines;
        int rest = chunk.length() - batch.consumedBytes;
        blankBytes = batch.count > 0 ? 0 : blankBytes + batch.consumedBytes;
        if (blankBytes > ReadLimits.BLANK_BYTES) {
            throw at(line, "64 MiB of text without an event; expected a history");
        }
        if (rest == 0) {
            return next();
        }
        if (chunk.isLast()) {
            endWithin(chunk);
            return null;
        }
        return merged(chunk, batch.consumedBytes);
    }

    /** What is left of {@code chunk}, with at least as much again behind it. */
    private Ahead merged(Chunk chunk, int from) throws IOException {
        int wanted = 2 * (chunk.length() - from);
        if (wanted > 2 * ReadLimits.EVENT_BYTES) {
            throw at(line, "an event is longer than 16 MiB; expected shorter ones");
        }
        Chunk whole = chunk;
        int start = from;
        while (whole.length() - start < wanted && !whole.isLast()) {
            Ahead next = next();
            if (next == null) {
                break;
            }
            whole = next.chunk().after(whole, start);
            start = 0;
        }
        return new Ahead(whole, null);
    }

    private void endWithin(Chunk chunk) {
        if (!chunk.endsInLine() && !chunks.isCutOff()) {
            throw at(line, "not EDN: the file ends within what begins here; expected its end");
        }
        truncated = true;
    }

    private void deliver(EventBatch batch) {
        if (!batch.isBlank() && closed) {
            throw at(line, "more text after the end of the list of events; expected nothing");
        }
        begun |= !batch.isBlank();
        closing = batch.opened == 0 ? closing : batch.opened;
        for (int i = 0; i < batch.count && intake.wantsMore(); i++) {
            try {
                intake.take(batch, i);
            } catch (BadHistoryException e) {
                throw refused(line + batch.line[i], Fields.oneLine(e));
            }
        }
        if (!intake.wantsMore()) {
            return;
        }
        if (batch.closed != 0 && batch.closed != closing) {
            throw at(line + batch.closedLine, "not EDN: unexpected " + batch.closed);
        }
        closed |= batch.closed != 0;
        if (batch.complaint != null) {
            long where = line + batch.complaintLine;
            throw batch.isAboutEvent ? refused(where, batch.complaint) : at(where, batch.complaint);
        }
    }

    private EventBatch await(Ahead current) throws IOException {
        Future<EventBatch> batch = current.batch();
        if (batch == null) {
            return own.parse(current.chunk());
        }
        try {
            return batch.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading " + name);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The next chunk; those after it are given to the workers. */
    private @Nullable Ahead next() throws IOException {
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        while (ahead.size() <= threads) {
            Chunk chunk = chunks.next();
            if (chunk == null) {
                break;
            }
            boolean isAlone = chunk.isFirst() && chunk.isLast();
            ahead.add(new Ahead(chunk, isAlone || threads == 1 ? null : submit(chunk, threads)));
        }
        return ahead.poll();
    }

    private Future<EventBatch> submit(Chunk chunk, int threads) {
        ExecutorService pool = workers;
        if (pool == null) {
            pool = Executors.newFixedThreadPool(threads, FileReader::worker);
            workers = pool;
        }
        return pool.submit(() -> parsed(chunk));
    }

    private EventBatch parsed(Chunk chunk) {
        BatchParser free = idle.poll();
        BatchParser parser = free == null ? parsers.get() : free;
        EventBatch batch = parser.parse(chunk);
        idle.add(parser);
        return batch;
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "history-reader");
        thread.setDaemon(true);
        return thread;
    }

    private BadHistoryException refused(long atLine, String what) {
        return at(atLine, "op %d: %s".formatted(intake.count(), what));
    }

    private BadHistoryException at(long atLine, String what) {
        String place = Fields.shortened(name) + ":" + atLine + ": ";
        return new BadHistoryException(Fields.clean(place + what, ReadLimits.MESSAGE));
    }
}
