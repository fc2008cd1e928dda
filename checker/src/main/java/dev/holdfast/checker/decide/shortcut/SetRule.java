package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.Finding.NotLinearizable;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set to which elements are added, never removed, and which is read as a whole.
 *
 * <p>The set only grows, so what reads saw must form a chain by inclusion. Equal reads make a
 * level; an element belongs to the first level that has it. Any order is then: the adds of the
 * first level, its reads, the adds of the second, its reads, and so on, last the elements that no
 * read saw. Inside a group all orders are alike; between groups nothing may return before something
 * of an earlier group was invoked. Of several adds of an element the one invoked first puts it
 * there (another one first could change places with it), and the others come after it at any
 * moment. One of unknown outcome counts only if it puts there what was read. O(n + elements read).
 *
 * <p>Necessary: two reads that exclude each other contradict each other, and each order between
 * groups is forced. Sufficient: going through the groups, let each take effect right after the last
 * invocation so far, and further adds of an element at their invocation if that is later.
 */
final class SetRule {
    static final int NONE = -1;

    private final Subhistory h;
    private final int[] added;
    private final int[] @Nullable [] seen;
    private final int[] firstAdd;
    private final int[] level;
    private final List<Integer> order = new ArrayList<>();

    /** Of each level its first read in {@link #order}. */
    private final List<Integer> levels = new ArrayList<>();

    /** Of all calls of earlier groups the one invoked last. */
    private int latest = NONE;

    /**
     * @param added by call the element that it adds, or {@link #NONE}
     * @param seen by call the different elements that it saw; null if it read nothing
     */
    SetRule(Subhistory h, int[] added, int[] @Nullable [] seen, int elements) {
        this.h = h;
        this.added = added;
        this.seen = seen;
        this.firstAdd = new int[elements];
        this.level = new int[elements];
        Arrays.fill(firstAdd, NONE);
        Arrays.fill(level, NONE);
    }

    Finding decide() {
        for (int call = 0; call < added.length; call++) {
            if (added[call] != NONE && firstAdd[added[call]] == NONE) {
                firstAdd[added[call]] = call; // they come by invocation
            }
            if (seen[call] != null) {
                order.add(call);
            }
        }
        order.sort(Comparator.comparingInt(call -> seen(call).length));
        NotLinearizable found = chain();
        if (found == null) {
            found = inOrder();
        }
        return found == null ? new Finding.Linearizable() : found;
    }

    private int[] seen(int read) {
        int[] elements = seen[read];
        return elements == null ? new int[0] : elements;
    }

    private @Nullable NotLinearizable chain() {
        int size = 0;
        for (int read : order) {
            int fresh = 0;
            for (int element : seen(read)) {
                if (firstAdd[element] == NONE) {
                    return Core.of(h, read).blocked();
                }
                fresh += level[element] == NONE ? 1 : 0;
            }
            if (seen(read).length - fresh < size) {
                return Core.of(h, read, levels.get(levels.size() - 1)).blocked();
            }
            if (fresh > 0 || levels.isEmpty()) {
                for (int element : seen(read)) {
                    level[element] = level[element] == NONE ? levels.size() : level[element];
                }
                levels.add(read);
                size += fresh;
            }
        }
        return null;
    }

    private @Nullable NotLinearizable inOrder() {
        int[][] adds = addsByLevel();
        int next = 0;
        for (int at = 0; at <= levels.size(); at++) {
            NotLinearizable found = passAdds(adds[at]);
            if (found != null) {
                return found;
            }
            int size = at < levels.size() ? seen(levels.get(at)).length : NONE;
            int end = next;
            while (end < order.size() && seen(order.get(end)).length == size) {
                end++;
            }
            found = passReads(order.subList(next, end));
            if (found != null) {
                return found;
            }
            next = end;
        }
        return null;
    }

    /** The adds of each level, last those of elements that nobody read. */
    private int[][] addsByLevel() {
        int[] sizes = new int[levels.size() + 1];
        for (int element : added) {
            if (element != NONE) {
                sizes[group(element)]++;
            }
        }
        int[][] adds = new int[sizes.length][];
        for (int i = 0; i < sizes.length; i++) {
            adds[i] = new int[sizes[i]];
        }
        for (int call = added.length - 1; call >= 0; call--) {
            if (added[call] != NONE) {
                int group = group(added[call]);
                adds[group][--sizes[group]] = call;
            }
        }
        return adds;
    }

    private int group(int element) {
        return level[element] == NONE ? levels.size() : level[element];
    }

    private @Nullable NotLinearizable passAdds(int[] adds) {
        int last = latest;
        for (int add : adds) {
            if (latest != NONE && h.returnedAt(add) < h.invokedAt(latest)) {
                return contradiction(add);
            }
            if (firstAdd[added[add]] == add) {
                last = later(last, add);
            }
        }
        latest = last;
        return null;
    }

    private @Nullable NotLinearizable passReads(List<Integer> reads) {
        int last = latest;
        for (int read : reads) {
            if (latest != NONE && h.returnedAt(read) < h.invokedAt(latest)) {
                return contradiction(read);
            }
            last = later(last, read);
        }
        latest = last;
        return null;
    }

    private int later(int a, int b) {
        return a == NONE || h.invokedAt(b) > h.invokedAt(a) ? b : a;
    }

    /**
     * {@code early} returned before {@link #latest} was invoked, of an earlier group. If that is an
     * add, the element can come by no other, and a read that has it comes no later than {@code
     * early}.
     */
    private NotLinearizable contradiction(int early) {
        Core core = Core.of(h, early, latest);
        int element = added[latest];
        if (element != NONE) {
            core.addAll(call -> added[call] == element);
            if (added[early] != NONE) {
                core.add(levels.get(level[element]));
            }
        }
        return core.blocked();
    }
}
