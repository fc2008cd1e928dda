package dev.holdfast.env.proxy;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Direct buffers for reading, kept for the next connection: allocating one costs more than a short
 * connection's whole traffic. Safe for several threads.
 */
final class BufferPool {
    /** A chunk is at most this long, as in Toxiproxy. */
    static final int CHUNK_BYTES_MAX = 32 * 1024;

    private static final int KEPT_MAX = 64;

    private final ArrayBlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT_MAX);

    ByteBuffer take() {
        ByteBuffer buffer = free.poll();
        return buffer == null ? ByteBuffer.allocateDirect(CHUNK_BYTES_MAX) : buffer;
    }

    void giveBack(ByteBuffer buffer) {
        // A full pool leaves the buffer to the garbage collector.
        boolean unused = free.offer(buffer);
    }
}
