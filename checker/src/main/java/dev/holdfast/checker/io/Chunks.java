package dev.holdfast.checker.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into {@link Chunk}s, at line ends if there are any. For one thread.
 *
 * <p>Where a form does not care about lines, a chunk is cut between what look like two events; the
 * reader finds out if that guess was wrong.
 */
final class Chunks {
    /** Below half a region of the garbage collector at a heap of 1 GB. */
    private static final int CHUNK_BYTES = 256 << 10;

    /** Most files are small. */
    private static final int FIRST_CHUNK_BYTES = 8 << 10;

    private final InputStream in;
    private final boolean needsLines;
    private byte[] rest = new byte[0];
    private boolean isFirst = true;
    private boolean ended;
    private boolean cutOff;
    private boolean tooLong;

    /** If {@code needsLines}, every chunk but the last ends with a line. */
    Chunks(InputStream in, boolean needsLines) {
        this.in = in;
        this.needsLines = needsLines;
    }

    /** Whether the stream is a compressed one that ended too early. */
    boolean isCutOff() {
        return cutOff;
    }

    /** Whether the last chunk given is the beginning of a line that is too long. */
    boolean isTooLong() {
        return tooLong;
    }

    /** The next chunk, or null after the last one. */
    @Nullable Chunk next() throws IOException {
        if (ended) {
            return null;
        }
        byte[] bytes =
                Arrays.copyOf(
                        rest, Math.max(isFirst ? FIRST_CHUNK_BYTES : CHUNK_BYTES, 2 * rest.length));
        int length = rest.length;
        while (true) {
            int filled = fill(bytes, length);
            int cut = cut(bytes, length, filled);
            length = filled;
            if (length < bytes.length) {
                ended = true;
                return chunk(bytes, length);
            }
            if (cut > 0) {
                rest = Arrays.copyOfRange(bytes, cut, length);
                return chunk(bytes, cut);
            }
            if (length > ReadLimits.EVENT_BYTES) {
                ended = true;
                tooLong = true;
                return chunk(bytes, length);
            }
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
    }

    private Chunk chunk(byte[] bytes, int length) {
        boolean wasFirst = isFirst;
        isFirst = false;
        return new Chunk(bytes, length, wasFirst, ended);
    }

    /** Fills {@code bytes} from {@code from} on, and says up to where. */
    private int fill(byte[] bytes, int from) throws IOException {
        int filled = from;
        try {
            while (filled < bytes.length) {
                int read = in.read(bytes, filled, bytes.length - filled);
                if (read < 0) {
                    break;
                }
                filled += read;
            }
        } catch (EOFException e) { // a compressed file that was cut off
            cutOff = true;
        }
        return filled;
    }

    /** Where to cut, from 1 on, or 0 for nowhere. */
    private int cut(byte[] bytes, int from, int to) {
        int lineEnd = lastNewline(bytes, from, to) + 1;
        if (needsLines || lineEnd == 0) {
            return needsLines ? lineEnd : cutInLine(bytes, to);
        }
        for (int i = to - 1; i > from + 1; i--) {
            boolean begins = bytes[i] == '{' || bytes[i] == '#';
            int start = begins && bytes[i - 1] == ' ' ? i - 1 : i;
            if (begins && bytes[start - 1] == '\n') {
                return start;
            }
        }
        return lineEnd;
    }

    private static int lastNewline(byte[] bytes, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int cutInLine(byte[] bytes, int to) {
        int lastOpening = -1;
        for (int i = to - 1; i >= 0; i--) {
            byte b = bytes[i];
            if (b == '{') {
                lastOpening = i;
            } else if (b == '}' && lastOpening > 0) {
                return i + 1;
            } else if (b != ' ' && b != ',') {
                lastOpening = -1;
            }
        }
        return to;
    }
}
