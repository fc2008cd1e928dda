package dev.holdfast.env.proxy;

import org.jspecify.annotations.Nullable;

/**
 * One toxic at work on one stream of one connection: takes chunks in order, gives them on in order
 * when their time has come.
 *
 * <p>A stage reads no clock and starts no thread; it is told the time. Times are nanoseconds of
 * {@link System#nanoTime}. Not thread-safe: the owner of the pipeline guards it.
 */
abstract class Stage {
    /** No own action is due, whatever the time. */
    static final long NEVER = Long.MAX_VALUE;

    /** Longer times are cut to this: a year. */
    private static final long MILLIS_MAX = 366L * 24 * 3600 * 1000;

    private final ChunkQueue waiting = new ChunkQueue();
    private Toxic toxic;
    private boolean ended;

    Stage(Toxic toxic) {
        this.toxic = toxic;
    }

    /**
     * Gives on to {@code next} whatever is due.
     *
     * @return how many nanoseconds from {@code nowNs} until it wants to be called again, or {@link
     *     #NEVER}
     */
    abstract long step(long nowNs, ChunkQueue next);

    /** Its toxic has been removed: gives on all that waits, at once. */
    void removed(ChunkQueue next) {
        Chunk chunk;
        while ((chunk = waiting.poll()) != null) {
            emit(chunk, next);
        }
    }

    final ChunkQueue waiting() {
        return waiting;
    }

    final Toxic toxic() {
        return toxic;
    }

    final void update(Toxic updated) {
        toxic = updated;
    }

    /** Gives {@code chunk} on; after an end nothing more passes. */
    final void emit(Chunk chunk, ChunkQueue next) {
        if (!ended) {
            ended = chunk.isEnd();
            next.add(chunk);
        }
    }

    /** Ends the stream from here on and forgets what waits. */
    final void end(long nowNs, ChunkQueue next) {
        while (waiting.poll() != null) {
            // dropped
        }
        emit(Chunk.end(nowNs), next);
    }

    final boolean hasEnded() {
        return ended;
    }

    /** The attribute {@code key}, in milliseconds, as nanoseconds. */
    final long millisNs(String key) {
        return 1_000_000L * Math.max(0, Math.min(toxic.attribute(key), MILLIS_MAX));
    }

    /** The next chunk, taken; or null. */
    final @Nullable Chunk take() {
        return waiting.poll();
    }
}
