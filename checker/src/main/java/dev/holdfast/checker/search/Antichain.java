package dev.holdfast.checker.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Configurations at one position of which none can do all that another one can. For one thread.
 *
 * <p>Kept in the order in which they were added. O(those of the same state) an addition.
 */
final class Antichain implements Iterable<Configuration> {
    private static final int NONE = -1;

    private final boolean isDominance;
    private final Counted counted;
    private final List<@Nullable Configuration> members = new ArrayList<>();
    private int[] next = new int[16];
    private int[] heads = new int[16];
    private int alive;

    Antichain(boolean isDominance, Counted counted) {
        this.isDominance = isDominance;
        this.counted = counted;
        Arrays.fill(heads, NONE);
    }

    void clear() {
        for (Configuration c : members) {
            if (c != null) {
                heads[c.state] = NONE;
            }
        }
        members.clear();
        alive = 0;
    }

    /** How many there are. */
    int size() {
        return alive;
    }

    /** How many were added since it was cleared, with those that were dropped again. */
    int added() {
        return members.size();
    }

    /** The {@code i}th that was added, null if it was dropped again. */
    @Nullable Configuration get(int i) {
        return members.get(i);
    }

    @Override
    public Iterator<Configuration> iterator() {
        return members.stream().filter(Objects::nonNull).iterator();
    }

    /** Whether one of state {@code state} can do all that {@code c} can. */
    boolean dominates(int state, Configuration c) {
        if (state >= heads.length) {
            return false;
        }
        for (int i = heads[state]; i != NONE; i = next[i]) {
            Configuration m = members.get(i);
            if (m != null && m.dominates(c, counted) && replaces(m, c, state)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code m}, which can do all that {@code c} can, stands for it; the thriftier way. */
    private boolean replaces(Configuration m, Configuration c, int state) {
        boolean isThriftier = c.uses.total() < m.uses.total();
        if (isDominance && !isThriftier) {
            return true;
        }
        boolean isSame = c.dominates(m, counted);
        if (isSame && isThriftier && c.state == state) {
            m.uses = c.uses;
        }
        return isDominance || isSame;
    }

    /** Adds {@code c} unless one can do all that it can; drops those that can do less. */
    boolean add(Configuration c) {
        if (dominates(c.state, c)) {
            return false;
        }
        if (c.state >= heads.length) {
            int from = heads.length;
            heads = Arrays.copyOf(heads, Math.max(2 * from, c.state + 1));
            Arrays.fill(heads, from, heads.length, NONE);
        }
        drop(c);
        int at = members.size();
        members.add(c);
        if (at == next.length) {
            next = Arrays.copyOf(next, 2 * at);
        }
        next[at] = heads[c.state];
        heads[c.state] = at;
        alive++;
        return true;
    }

    private void drop(Configuration c) {
        if (!isDominance) {
            return;
        }
        int before = NONE;
        for (int i = heads[c.state]; i != NONE; i = next[i]) {
            if (!c.dominates(Objects.requireNonNull(members.get(i)), counted)) {
                before = i;
                continue;
            }
            members.set(i, null);
            alive--;
            if (before == NONE) {
                heads[c.state] = next[i];
            } else {
                next[before] = next[i];
            }
        }
    }
}
