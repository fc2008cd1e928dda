package dev.holdfast.env.proxy;

import java.nio.ByteBuffer;

/**
 * What one read brought, up to 32 KiB, with the time when it came; or the end of the stream.
 *
 * <p>The unit on which toxics act, as in Toxiproxy: a delay is per chunk, not per byte.
 */
final class Chunk {
    private final byte[] bytes;
    private final int from;
    private final int length;
    private final boolean end;
    private final long stampNs;

    private Chunk(byte[] bytes, int from, int length, boolean end, long stampNs) {
        this.bytes = bytes;
        this.from = from;
        this.length = length;
        this.end = end;
        this.stampNs = stampNs;
    }

    /** Copies what {@code buffer} holds. */
    static Chunk of(ByteBuffer buffer, long nowNs) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return new Chunk(bytes, 0, bytes.length, false, nowNs);
    }

    static Chunk end(long nowNs) {
        return new Chunk(new byte[0], 0, 0, true, nowNs);
    }

    boolean isEnd() {
        return end;
    }

    int length() {
        return length;
    }

    long stampNs() {
        return stampNs;
    }

    /** The first {@code count} bytes. */
    Chunk head(int count) {
        return new Chunk(bytes, from, count, false, stampNs);
    }

    /** What remains after the first {@code count} bytes. */
    Chunk tail(int count) {
        return new Chunk(bytes, from + count, length - count, false, stampNs);
    }

    /** The same bytes as if they had come at {@code ns}. */
    Chunk at(long ns) {
        return new Chunk(bytes, from, length, end, ns);
    }

    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, from, length);
    }
}
