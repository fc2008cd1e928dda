package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.Finding.NotLinearizable;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The chains of values of a register in which no value is written twice.
 *
 * <p>A call sees a value (a read, or what a cas replaces), makes one (a write), or both (a cas).
 * Each value has one writer at most, so the cas that replace what they saw link values to chains. A
 * call of unknown outcome happened if something that happened saw its value; else it is left out.
 * Two that replace one value contradict each other, and so does a ring of them. Within a chain
 * nothing may return before something was invoked that precedes it. A chain is contiguous in every
 * order: {@link Zones} tells whether the chains fit beside each other. O(n).
 *
 * <p>Gibbons and Korach 1997, section 4, with chains in the place of single values.
 */
final class Chains {
    /** No call, no value. */
    static final int NONE = -1;

    private static final int INITIAL = 0;

    private final Subhistory h;
    private final Effort effort;
    private final int[] seen;
    private final int[] made;
    private final int[] writer;
    private final int[] replacer;
    private final int[] neededBy;
    private final int[] firstRead;
    private final int[] lastRead;
    private final boolean[] reached;
    private boolean mayHaveRing;

    /** Of the calls of the chain so far the one invoked last, and the one that returns first. */
    private int latest;

    private int earliest;

    /**
     * @param seen what each call sees, by value; {@link #NONE} if it does not matter
     * @param made what each call writes, or {@link #NONE}; value 0 is there at first
     */
    Chains(Subhistory h, int[] seen, int[] made, int values, Effort effort) {
        this.h = h;
        this.effort = effort;
        this.seen = seen;
        this.made = made;
        this.writer = filled(values);
        this.replacer = filled(values);
        this.firstRead = filled(values);
        this.lastRead = filled(values);
        this.reached = new boolean[values];
        this.neededBy = new int[seen.length];
        Arrays.fill(neededBy, NONE);
    }

    private static int[] filled(int size) {
        int[] made = new int[size];
        Arrays.fill(made, NONE);
        return made;
    }

    /** Decides; undecided if a value is written twice. */
    Finding decide() {
        for (int call = 0; call < made.length; call++) {
            int value = made[call];
            if (value != NONE) {
                if (value == INITIAL || writer[value] != NONE) {
                    return new Finding.Undecided("a value is written more than once");
                }
                writer[value] = call;
            }
        }
        NotLinearizable found = link();
        Zones zones = new Zones(h, this);
        if (found == null) {
            found = walk(zones);
        }
        if (found == null && mayHaveRing) {
            found = ring();
        }
        if (found == null) {
            found = zones.conflict();
        }
        return found == null ? new Finding.Linearizable() : found;
    }

    /** Links what happened to the value that it saw. */
    private @Nullable NotLinearizable link() {
        for (int call = 0; call < seen.length; call++) {
            effort.step(h.invokedAt(call));
            if (seen[call] != NONE && !h.isOptional(call)) {
                NotLinearizable found = linkBack(call);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** As {@code call} happened, so did the writer of what it saw, and so on. */
    private @Nullable NotLinearizable linkBack(int call) {
        int at = call;
        while (seen[at] != NONE) {
            NotLinearizable found = link(at);
            if (found != null) {
                return found;
            }
            int by = writer[seen[at]];
            if (by == NONE && seen[at] != INITIAL) {
                return core(at).blocked();
            }
            if (by == NONE || isNeeded(by)) {
                return null;
            }
            neededBy[by] = at;
            at = by;
        }
        return null;
    }

    private boolean isNeeded(int call) {
        return !h.isOptional(call) || neededBy[call] != NONE;
    }

    private @Nullable NotLinearizable link(int call) {
        int value = seen[call];
        if (made[call] == NONE) {
            firstRead[value] = earlier(firstRead[value], call);
            lastRead[value] = call; // they come by invocation
        } else if (replacer[value] == NONE) {
            replacer[value] = call;
            mayHaveRing = true;
        } else {
            return core(replacer[value], call).blocked();
        }
        return null;
    }

    /** From each start along its chain. */
    private @Nullable NotLinearizable walk(Zones zones) {
        NotLinearizable found = walk(INITIAL, zones);
        for (int call = 0; call < made.length && found == null; call++) {
            if (made[call] != NONE && seen[call] == NONE && isNeeded(call)) {
                found = walk(made[call], zones);
            }
        }
        return found;
    }

    private @Nullable NotLinearizable walk(int start, Zones zones) {
        latest = NONE;
        earliest = NONE;
        int value = start;
        while (true) {
            reached[value] = true;
            int by = writer[value];
            if (by != NONE) {
                NotLinearizable found = pass(by, by);
                if (found != null) {
                    return found;
                }
            }
            if (firstRead[value] != NONE) {
                NotLinearizable found = pass(firstRead[value], lastRead[value]);
                if (found != null) {
                    return found;
                }
            }
            if (replacer[value] == NONE) {
                break;
            }
            value = made[replacer[value]];
        }
        if (latest != NONE) {
            zones.add(earliest, latest, start == INITIAL);
        }
        return null;
    }

    /** Goes past calls that come together: the first to return, the last to be invoked. */
    private @Nullable NotLinearizable pass(int first, int last) {
        if (latest != NONE && h.returnedAt(first) < h.invokedAt(latest)) {
            return core(latest, first).blocked();
        }
        earliest = earlier(earliest, first);
        if (latest == NONE || h.invokedAt(last) > h.invokedAt(latest)) {
            latest = last;
        }
        return null;
    }

    private int earlier(int a, int b) {
        return a == NONE || h.returnedAt(b) < h.returnedAt(a) ? b : a;
    }

    /** What is needed but on no chain that has a start goes round in a ring. */
    private @Nullable NotLinearizable ring() {
        for (int call = 0; call < seen.length; call++) {
            if (!isNeeded(call) || seen[call] == NONE || reached[seen[call]]) {
                continue;
            }
            // Going back as often as there are calls surely ends on the ring.
            int at = writer[seen[call]];
            for (int i = 0; i < seen.length; i++) {
                at = writer[seen[at]];
            }
            Core core = core(at);
            for (int next = writer[seen[at]]; next != at; next = writer[seen[next]]) {
                addWithWay(core, next);
            }
            return core.blocked();
        }
        return null;
    }

    /** These calls, and what shows that those of unknown outcome happened. */
    Core core(int... calls) {
        Core core = new Core(h);
        for (int call : calls) {
            addWithWay(core, call);
        }
        return core;
    }

    private void addWithWay(Core core, int call) {
        for (int at = call; at != NONE; at = neededBy[at]) {
            core.add(at);
        }
    }
}
