package dev.holdfast.checker.io;

/** What a file may ask of its reader, in one place. Beyond a limit it is refused in one line. */
final class ReadLimits {
    /** The longest event, in bytes. */
    static final int EVENT_BYTES = 16 << 20;

    /** The longest text without any event, in bytes: more of it is no history. */
    static final long BLANK_BYTES = 64L << 20;

    /** The most digits of a number. */
    static final int DIGITS = 400;

    /** How deep values may nest. */
    static final int DEPTH = 64;

    /** The most events of a history in memory. */
    static final int EVENTS = 50_000_000;

    /** The most events that may share one stamp when a history is streamed. */
    static final int TIES = 1_000_000;

    /** The longest message, in characters. */
    static final int MESSAGE = 450;

    private ReadLimits() {}
}
