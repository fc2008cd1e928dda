package dev.holdfast.checker.lock;

import dev.holdfast.checker.model.Fails;

/**
 * What the owner-aware mutex allows.
 *
 * @param limit how often one process may hold the lock at once, 1 or more
 * @param fenced whether each tenure's token must exceed the previous one's
 * @param fails what failed operations mean
 */
public record MutexOptions(int limit, boolean fenced, Fails fails) {

    /** Checks the limit. */
    public MutexOptions {
        if (limit < 1) {
            throw new IllegalArgumentException("limit %d; expected 1 or more".formatted(limit));
        }
    }

    /** A plain mutex, lenient about fails. */
    public static MutexOptions plain() {
        return new MutexOptions(1, false, Fails.LENIENT);
    }

    /** A mutex whose tokens increase, lenient about fails. */
    public static MutexOptions ofFenced() {
        return new MutexOptions(1, true, Fails.LENIENT);
    }
}
