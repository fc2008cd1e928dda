package dev.holdfast.impl.lock;

import java.util.Set;

/**
 * Who may hold a lock at the same time.
 *
 * @param modes what clients may ask of it
 * @param permits how many permits a semaphore has; 1 for everything else
 * @param depth how often one thread may hold it at once; 1 unless it is reentrant
 */
public record Sharing(Set<Mode> modes, int permits, int depth) {
    /** One holder at a time. */
    public static final Sharing MUTEX = new Sharing(Set.of(Mode.EXCLUSIVE), 1, 1);

    /** One holder at a time, which may acquire again what it holds, and releases as often. */
    public static final Sharing REENTRANT = new Sharing(Set.of(Mode.EXCLUSIVE), 1, 2);

    /** One who writes, or any number who read. */
    public static final Sharing READ_WRITE = new Sharing(Set.of(Mode.EXCLUSIVE, Mode.SHARED), 1, 1);

    public Sharing {
        modes = Set.copyOf(modes);
        if (permits < 1 || permits > 1000) {
            throw new IllegalArgumentException(permits + " permits, not 1 to 1000");
        }
        if (depth < 1 || depth > 1000) {
            throw new IllegalArgumentException("depth " + depth + ", not 1 to 1000");
        }
    }

    /** As many holders as there are permits. */
    public static Sharing semaphore(int permits) {
        return new Sharing(Set.of(Mode.PERMIT), permits, 1);
    }
}
