package dev.holdfast.checker.io;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What every process of a file is doing, by the id that it has there.
 *
 * <p>Open addressing with linear probing; entries are never removed. Memory is O(process ids).
 */
final class Processes {
    /** What {@link #openSince} says of a process that has no operation open. */
    static final int IDLE = -1;

    /** What it says of one whose last operation ended as an info. */
    static final int GONE = -2;

    private static final int EMPTY = -1;
    private static final int FIRST_FRESH = 1_000_000;

    private int[] ids = new int[64];
    private int[] names = new int[64];
    private int[] since = new int[64];
    private @Nullable String[] fs = new @Nullable String[64];
    private int size;
    private int nextFresh = FIRST_FRESH;
    private long renamed;

    Processes() {
        Arrays.fill(ids, EMPTY);
    }

    /** Where {@code id} has its entry; a new one is idle. */
    int slot(int id) {
        int slot = find(ids, id);
        if (ids[slot] == EMPTY) {
            if (2 * (size + 1) > ids.length) {
                grow();
                slot = find(ids, id);
            }
            ids[slot] = id;
            names[slot] = id;
            since[slot] = IDLE;
            size++;
            if (id >= FIRST_FRESH && id < nextFresh) {
                rename(slot);
            }
        }
        return slot;
    }

    /** The index of the open invocation, {@link #IDLE} or {@link #GONE}. */
    int openSince(int slot) {
        return since[slot];
    }

    /** What the open invocation asked for. */
    @Nullable String openF(int slot) {
        return fs[slot];
    }

    /** The id that the process has in the history. */
    int name(int slot) {
        return names[slot];
    }

    void open(int slot, int index, String f) {
        since[slot] = index;
        fs[slot] = f;
    }

    void close(int slot, boolean isInfo) {
        since[slot] = isInfo ? GONE : IDLE;
        fs[slot] = null;
    }

    /** Gives the process an id that no other has had or will have. */
    void rename(int slot) {
        while (ids[find(ids, nextFresh)] == nextFresh) {
            nextFresh++;
        }
        names[slot] = nextFresh++;
        renamed++;
    }

    /** How often a process was renamed. */
    long renamed() {
        return renamed;
    }

    /** How many processes have an operation open. O(process ids). */
    long open() {
        long open = 0;
        for (int slot = 0; slot < ids.length; slot++) {
            open += ids[slot] != EMPTY && since[slot] >= 0 ? 1 : 0;
        }
        return open;
    }

    private void grow() {
        Processes bigger = new Processes();
        int capacity = 2 * ids.length;
        bigger.ids = new int[capacity];
        Arrays.fill(bigger.ids, EMPTY);
        bigger.names = new int[capacity];
        bigger.since = new int[capacity];
        bigger.fs = new @Nullable String[capacity];
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != EMPTY) {
                int slot = find(bigger.ids, ids[i]);
                bigger.ids[slot] = ids[i];
                bigger.names[slot] = names[i];
                bigger.since[slot] = since[i];
                bigger.fs[slot] = fs[i];
            }
        }
        ids = bigger.ids;
        names = bigger.names;
        since = bigger.since;
        fs = bigger.fs;
    }

    private static int find(int[] ids, int id) {
        int mask = ids.length - 1;
        int slot = (id * 0x9E3779B9) >>> 7 & mask;
        while (ids[slot] != EMPTY && ids[slot] != id) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
