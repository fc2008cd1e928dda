package dev.holdfast.checker.io;

/** Turns chunks of text into events. One for each thread, called with any chunks in any order. */
interface BatchParser {

    /** The events of {@code chunk}; what is wrong with it is noted in the batch, never thrown. */
    EventBatch parse(Chunk chunk);
}
