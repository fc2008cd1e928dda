package dev.holdfast.experiment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who holds what and who waits for whom, and how often a circle closed: a deadlock.
 *
 * <p>A circle counts once, when the wait begins that closes it. Whoever is granted a lock holds it
 * from then on, whatever became of the one before, whose lease may have run out. Safe for several
 * threads; each operation is O(clients).
 */
final class WaitGraph {
    private final Map<String, Integer> holders = new HashMap<>();
    private final Map<Integer, String> waits = new HashMap<>();
    private long deadlocks;

    /** This client asks for a lock now. */
    synchronized void asks(int client, String lock) {
        waits.put(client, lock);
        Set<Integer> seen = new HashSet<>();
        Integer holder = holders.get(lock);
        while (holder != null && holder != client && seen.add(holder)) {
            holder = next(holder);
        }
        if (holder != null && holder == client) {
            deadlocks++;
        }
    }

    /** For whom this one waits; nobody if it does not wait, or what it waits for is free. */
    private @Nullable Integer next(int client) {
        String lock = waits.get(client);
        return lock == null ? null : holders.get(lock);
    }

    /** What it asked for was granted. */
    synchronized void has(int client, String lock) {
        waits.remove(client);
        holders.put(lock, client);
    }

    /** It does not wait any more, and does not have it. */
    synchronized void givesUp(int client) {
        waits.remove(client);
    }

    /** It gives back what it may hold. */
    synchronized void releases(int client, String lock) {
        holders.remove(lock, client);
    }

    /** How many circles closed so far. */
    synchronized long deadlocks() {
        return deadlocks;
    }
}
