package dev.holdfast.env.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One direction of one connection: moves bytes from {@code source} to {@code sink}, through the
 * toxics in force.
 *
 * <p>Without toxics one thread reads and writes, nothing in between. As soon as there is a toxic,
 * the reading thread puts copies into a {@link Pipeline} and a second thread writes what comes out
 * of it; when the last toxic is gone and the pipeline is empty, the first thread is alone again.
 * Only the reader switches to the pipeline for its own chunks and only the writer switches back,
 * when nothing is under way, so order is kept. The pipeline is bounded: a full one stops the
 * reader, and TCP tells the sender.
 */
final class Stream {
    /** A pipeline holds at most this much; then the sender has to wait. */
    private static final long HELD_BYTES_MAX = 8L << 20;

    private static final int HELD_CHUNKS_MAX = 4096;

    private final SocketChannel source;
    private final SocketChannel sink;
    private final Supplier<List<Toxic>> toxics;
    private final Executor threads;
    private final Runnable onFinish;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Pipeline pipeline;
    private volatile boolean piped;
    private volatile boolean finished;

    /**
     * @param toxics the toxics in force now
     * @param onFinish called once when the sink has been closed, from any thread
     */
    Stream(
            SocketChannel source,
            SocketChannel sink,
            long seed,
            Supplier<List<Toxic>> toxics,
            Executor threads,
            Runnable onFinish) {
        this.source = source;
        this.sink = sink;
        this.pipeline = new Pipeline(seed);
        this.toxics = toxics;
        this.threads = threads;
        this.onFinish = onFinish;
    }

    /** Reads until the source ends; the calling thread is the reader. */
    void read(BufferPool buffers) {
        ByteBuffer buffer = buffers.take();
        try {
            while (!finished) {
                buffer.clear();
                if (readInto(buffer) < 0) {
                    sourceEnded();
                    return;
                }
                buffer.flip();
                forward(buffer);
            }
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private int readInto(ByteBuffer buffer) {
        try {
            return source.read(buffer);
        } catch (IOException e) {
            // Reset, or closed by the other stream: Toxiproxy takes both for the end.
            return -1;
        }
    }

    private void forward(ByteBuffer buffer) {
        if (isDirect()) {
            write(buffer);
        } else {
            enqueue(Chunk.of(buffer, System.nanoTime()));
        }
    }

    private void sourceEnded() {
        if (isDirect()) {
            finish();
        } else {
            enqueue(Chunk.end(System.nanoTime()));
        }
    }

    private boolean isDirect() {
        return !piped && toxics.get().isEmpty();
    }

    private void write(ByteBuffer buffer) {
        try {
            while (buffer.hasRemaining()) {
                sink.write(buffer);
            }
        } catch (IOException e) {
            finish();
        }
    }

    private void enqueue(Chunk chunk) {
        toxicsChanged();
        lock.lock();
        try {
            while (!finished && isFull()) {
                changed.awaitUninterruptibly();
            }
            if (!finished) {
                pipeline.offer(chunk);
                if (!piped) {
                    startPipeline();
                }
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return pipeline.heldBytes() >= HELD_BYTES_MAX || pipeline.heldChunks() >= HELD_CHUNKS_MAX;
    }

    /** Takes the toxics in force over, at once and for what is under way, too. */
    void toxicsChanged() {
        lock.lock();
        try {
            List<Toxic> now = toxics.get();
            pipeline.sync(now);
            if (!finished && !piped && !now.isEmpty()) {
                startPipeline();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void startPipeline() {
        piped = true;
        threads.execute(this::runPipeline);
    }

    private void runPipeline() {
        while (true) {
            Chunk chunk = nextDue();
            if (chunk == null) {
                return;
            }
            if (chunk.isEnd()) {
                finish();
            } else {
                write(chunk.buffer());
            }
        }
    }

    /** Waits for the next chunk to write; null when the pipeline is no longer needed. */
    private @Nullable Chunk nextDue() {
        lock.lock();
        try {
            while (!finished) {
                long waitNs = pipeline.advance(System.nanoTime());
                Chunk chunk = pipeline.out().poll();
                if (chunk != null) {
                    changed.signalAll();
                    return chunk;
                }
                if (pipeline.isIdle()) {
                    piped = false;
                    return null;
                }
                if (waitNs == Stage.NEVER) {
                    changed.awaitUninterruptibly();
                } else {
                    boolean unused = changed.await(waitNs, TimeUnit.NANOSECONDS);
                }
            }
            return null;
        } catch (InterruptedException e) {
            // Only the closing of the whole proxy interrupts; the connection is then closed, too.
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the sink and forgets what is under way. */
    void finish() {
        lock.lock();
        try {
            if (finished) {
                return;
            }
            finished = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        Channels.closeQuietly(sink);
        onFinish.run();
    }
}
