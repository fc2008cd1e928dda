package dev.holdfast.checker.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses gzip (RFC 1952), all members of it, to the last byte or with an error. For one
 * thread.
 *
 * <p>Java's own {@code GZIPInputStream} takes what it cannot read as another member, and a pipe
 * that has nothing to give at the moment, for the end: a history would be read in part, and nobody
 * told. Zeros after a member are padding.
 */
final class Gunzip extends InputStream {
    private static final int DEFLATE = 8;
    private static final int CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;
    private static final int TIME_FLAGS_SYSTEM = 6;

    private final InputStream raw;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private boolean ended;
    private @Nullable IOException failed;

    /**
     * Reads the first header.
     *
     * @throws EOFException if {@code raw} ends within it
     * @throws ZipException if it is none
     */
    Gunzip(InputStream raw) throws IOException {
        this.raw = raw;
        header();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * As any stream.
     *
     * @throws EOFException if the compressed text was cut off
     * @throws ZipException if it is broken
     */
    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (failed != null) {
            throw failed;
        }
        try {
            return readOn(into, from, length);
        } catch (IOException e) {
            failed = e; // a buffer in between asks again
            throw e;
        }
    }

    private int readOn(byte[] into, int from, int length) throws IOException {
        while (!ended) {
            int n = inflated(into, from, length);
            if (n > 0) {
                crc.update(into, from, n);
                return n;
            }
            if (inflater.finished()) {
                at = end - inflater.getRemaining();
                trailer();
                ended = !nextMember();
            } else if (inflater.needsInput()) {
                if (at == end && !fill()) {
                    throw new EOFException("cut off");
                }
                inflater.setInput(buffer, at, end - at);
                at = end;
            } else {
                throw new ZipException("it needs a dictionary");
            }
        }
        return -1;
    }

    private int inflated(byte[] into, int from, int length) throws ZipException {
        try {
            return inflater.inflate(into, from, length);
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage());
        }
    }

    private void trailer() throws IOException {
        if (number() != crc.getValue() || number() != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("its checksum or length is wrong");
        }
    }

    private boolean nextMember() throws IOException {
        while (at < end || fill()) {
            if (buffer[at] != 0) {
                header();
                return true;
            }
            at++;
        }
        return false;
    }

    private void header() throws IOException {
        if (next() != 0x1f || next() != 0x8b) {
            throw new ZipException("something else stands where it should begin or end");
        }
        if (next() != DEFLATE) {
            throw new ZipException("unknown method");
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("unknown flags");
        }
        skip(TIME_FLAGS_SYSTEM);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        skip((flags & CHECKSUM) == 0 ? 0 : 2);
        inflater.reset();
        crc.reset();
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        int c = next();
        while (c != 0) {
            c = next();
        }
    }

    /** Four bytes, least significant first. */
    private long number() throws IOException {
        long low = next() | next() << 8;
        return low | (long) next() << 16 | (long) next() << 24;
    }

    private int next() throws IOException {
        if (at == end && !fill()) {
            throw new EOFException("cut off");
        }
        return buffer[at++] & 0xff;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, raw.read(buffer));
        return end > 0;
    }
}
