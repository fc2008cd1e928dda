package dev.holdfast.checker.io;

/** A piece of a file: whole lines, except that the last line of a file may lack its end. */
final class Chunk {
    private final byte[] bytes;
    private final int length;
    private final boolean isFirst;
    private final boolean isLast;

    /**
     * A chunk of the first {@code length} of {@code bytes}, which it takes over.
     *
     * @param isFirst whether nothing but blanks stands before it
     * @param isLast whether the file ends with it
     */
    Chunk(byte[] bytes, int length, boolean isFirst, boolean isLast) {
        this.bytes = bytes;
        this.length = length;
        this.isFirst = isFirst;
        this.isLast = isLast;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    boolean isFirst() {
        return isFirst;
    }

    boolean isLast() {
        return isLast;
    }

    /** Whether the text ends in the middle of a line. */
    boolean endsInLine() {
        return length > 0 && bytes[length - 1] != '\n';
    }

    /** The text of {@code before} from {@code from} on, and then this. */
    Chunk after(Chunk before, int from) {
        int kept = before.length - from;
        byte[] all = new byte[kept + length];
        System.arraycopy(before.bytes, from, all, 0, kept);
        System.arraycopy(bytes, 0, all, kept, length);
        return new Chunk(all, all.length, before.isFirst && from == 0, isLast);
    }

    Chunk asFirst() {
        return new Chunk(bytes, length, true, isLast);
    }
}
