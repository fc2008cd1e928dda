package dev.holdfast.checker.io;

import java.util.Arrays;

/**
 * The bytes of an EDN text with a position: blanks, comments, tokens, and forms to pass over.
 *
 * <p>Lenient where Clojure's printer leaves the standard: in what is passed over any token is good,
 * for it may be a stack frame or an unreadable object.
 */
class EdnScanner {
    private static final boolean[] ENDS_TOKEN = new boolean[256];

    static {
        for (int c = 0; c <= ' '; c++) {
            ENDS_TOKEN[c] = true;
        }
        for (char c : new char[] {',', '"', ';', '(', ')', '[', ']', '{', '}', '\\'}) {
            ENDS_TOKEN[c] = true;
        }
    }

    byte[] bytes = new byte[0];
    int at;
    int end;
    int line;
    boolean isLast;
    private byte[] closers = new byte[64];

    final void start(Chunk chunk) {
        bytes = chunk.bytes();
        at = 0;
        end = chunk.length();
        line = 0;
        isLast = chunk.isLast();
    }

    /** The next byte that is not blank, which is not taken. */
    final int peek() {
        int c = peekOrEnd();
        if (c < 0) {
            throw new Malformed.CutOff();
        }
        return c;
    }

    /** As {@link #peek}, or -1 at the end of the text. Passes over {@code #_} forms too. */
    final int peekOrEnd() {
        int discards = 0;
        while (true) {
            int c = blanks();
            if (c == '#' && at + 1 == end) {
                throw new Malformed.CutOff();
            }
            if (c == '#' && at + 1 < end && bytes[at + 1] == '_') {
                at += 2;
                discards++;
            } else if (discards == 0) {
                return c;
            } else {
                skipForm();
                discards--;
            }
        }
    }

    private int blanks() {
        while (at < end) {
            int c = bytes[at] & 0xff;
            if (c == '\n') {
                line++;
            } else if (c == ';') {
                skipLine();
                continue;
            } else if (c > ' ' && c != ',') {
                return c;
            } else if (c < ' ' && !isBlankControl(c)) {
                throw new Malformed("a control character between values");
            }
            at++;
        }
        return -1;
    }

    /** As Clojure has it. Others are no text: a hole in a file is full of zeros. */
    private static boolean isBlankControl(int c) {
        return (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
    }

    private void skipLine() {
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        if (at == end && !isLast) {
            throw new Malformed.CutOff();
        }
    }

    /** Takes a token from {@code at} on, and says where it ends. */
    final int token() {
        while (at < end && !ENDS_TOKEN[bytes[at] & 0xff]) {
            at++;
        }
        if (at == end) { // whatever may stand outside of all events is no token
            throw new Malformed.CutOff();
        }
        return at;
    }

    final String text(int from, int to) {
        return Utf8.text(bytes, from, to);
    }

    /** Takes a character literal, {@code at} being at its backslash, and says where it ends. */
    final int character() {
        at += 2;
        while (at <= end && at < bytes.length && (bytes[at] & 0xc0) == 0x80 && at < end) {
            at++;
        }
        if (at > end) {
            throw new Malformed.CutOff();
        }
        return token();
    }

    /** Takes a string, {@code at} being behind its opening quote, up to behind the closing one. */
    final void skipString() {
        while (at < end) {
            byte c = bytes[at++];
            if (c == '"') {
                return;
            }
            if (c == '\n') {
                line++;
            } else if (c == '\\') {
                if (at < end && bytes[at] == '\n') {
                    line++;
                }
                at++;
            }
        }
        throw new Malformed.CutOff();
    }

    /** Passes over one form of any depth. O(its length), without recursion. */
    final void skipForm() {
        int depth = 0;
        int needed = 1;
        while (needed > 0 || depth > 0) {
            int c = blanks();
            boolean isWhole = depth == 0;
            switch (c) {
                case -1 -> throw new Malformed.CutOff();
                case '(', '[', '{' -> {
                    at++;
                    depth = open(depth, c);
                    isWhole = false;
                }
                case ')', ']', '}' -> {
                    if (depth == 0 || closers[depth - 1] != c) {
                        throw unexpected(c);
                    }
                    at++;
                    depth--;
                    isWhole = depth == 0;
                }
                case '"' -> {
                    at++;
                    skipString();
                }
                case '\\' -> character();
                case '#' -> {
                    int extra = skipDispatch();
                    if (extra == '{') {
                        depth = open(depth, '{');
                    }
                    needed += extra == '_' && isWhole ? 1 : 0;
                    isWhole &= extra == 0;
                }
                default -> token();
            }
            needed -= isWhole ? 1 : 0;
        }
    }

    /** Takes what starts with a hash: 0 if it is a form, '{' for a set, '_', or '#' for a tag. */
    private int skipDispatch() {
        if (at + 1 >= end) {
            throw new Malformed.CutOff();
        }
        int next = bytes[at + 1];
        if (next == '{' || next == '_') {
            at += 2;
            return next;
        }
        if (next == '"') {
            at += 2;
            skipString();
            return 0;
        }
        at++;
        token();
        return next == '#' || next == '\'' ? 0 : '#';
    }

    private int open(int depth, int opening) {
        if (depth == closers.length) {
            closers = Arrays.copyOf(closers, 2 * depth);
        }
        closers[depth] = (byte) closing(opening);
        return depth + 1;
    }

    static int closing(int opening) {
        return opening == '(' ? ')' : opening == '[' ? ']' : '}';
    }

    static Malformed unexpected(int c) {
        return new Malformed("unexpected " + (char) c);
    }
}
