package dev.holdfast.env.proxy;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A first-in first-out queue of chunks that knows how many bytes it holds. Not thread-safe. */
final class ChunkQueue {
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private long bytes;

    void add(Chunk chunk) {
        chunks.addLast(chunk);
        bytes += chunk.length();
    }

    /** Puts back the rest of a chunk that was taken. */
    void putBack(Chunk chunk) {
        chunks.addFirst(chunk);
        bytes += chunk.length();
    }

    @Nullable Chunk peek() {
        return chunks.peekFirst();
    }

    @Nullable Chunk poll() {
        Chunk chunk = chunks.pollFirst();
        if (chunk != null) {
            bytes -= chunk.length();
        }
        return chunk;
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    int size() {
        return chunks.size();
    }

    long bytes() {
        return bytes;
    }
}
