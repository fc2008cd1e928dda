package dev.holdfast.checker.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import us.bpsm.edn.parser.Parseable;

/** Characters for the EDN parser, counting lines and remembering how the text ended. */
final class EdnSource implements Parseable {
    private final Reader in;
    private int line = 1;
    private int last = '\n';
    private int pushedBack = NOTHING;
    private boolean ended;

    private static final int NOTHING = -2;

    EdnSource(Reader in) {
        this.in = new BufferedReader(in, 1 << 16);
    }

    /** The line of the next character, counted from 1. */
    int line() {
        return line;
    }

    /** Whether the text ended without a newline. */
    boolean endedInLine() {
        return ended && last != '\n';
    }

    boolean hasEnded() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        int c = pushedBack;
        if (c == NOTHING) {
            c = in.read();
            if (c < 0) {
                ended = true;
            } else {
                last = c;
            }
        }
        pushedBack = NOTHING;
        if (c == '\n') {
            line++;
        }
        return c < 0 ? Parseable.END_OF_INPUT : c;
    }

    @Override
    public void unread(int c) {
        pushedBack = c == Parseable.END_OF_INPUT ? -1 : c;
        if (c == '\n') {
            line--;
        }
    }

    /** Skips white space, commas and comments, and says what follows without taking it. */
    int peek() throws IOException {
        int c = read();
        while (c != Parseable.END_OF_INPUT && (c == ',' || c <= ' ' || c == ';')) {
            while (c == ';' && c != Parseable.END_OF_INPUT) {
                c = skipLine();
            }
            if (c != Parseable.END_OF_INPUT && (c == ',' || c <= ' ')) {
                c = read();
            }
        }
        unread(c);
        return c;
    }

    private int skipLine() throws IOException {
        int c = read();
        while (c != '\n' && c != Parseable.END_OF_INPUT) {
            c = read();
        }
        return c;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
