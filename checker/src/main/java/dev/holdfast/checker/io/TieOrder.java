package dev.holdfast.checker.io;

import dev.holdfast.checker.history.Op;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The order of events with one stamp: invocations as early, completions as late as each process's
 * own order allows, so that operations which touch at that stamp overlap.
 *
 * <p>First every invocation that is its process's first event, last every completion that is its
 * process's last, the rest in between as it stood. A completion that now precedes an invocation did
 * so before: the new order only weakens the old one and cannot accuse an innocent.
 */
final class TieOrder {
    private TieOrder() {}

    /** The positions of {@code tied} in their new order. O(n). */
    static int[] of(List<Op> tied) {
        Map<Integer, Integer> lastOf = new HashMap<>();
        for (int i = 0; i < tied.size(); i++) {
            lastOf.put(tied.get(i).process(), i);
        }
        int[] rank = new int[tied.size()];
        int[] next = new int[3];
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < rank.length; i++) {
            Op op = tied.get(i);
            boolean isFirst = seen.add(op.process());
            if (op.isNemesis() || (isFirst && op.isInvoke())) {
                rank[i] = 0;
            } else {
                rank[i] = !op.isInvoke() && Objects.equals(lastOf.get(op.process()), i) ? 2 : 1;
            }
            next[rank[i]]++;
        }
        next[2] = next[0] + next[1];
        next[1] = next[0];
        next[0] = 0;
        int[] order = new int[rank.length];
        for (int i = 0; i < rank.length; i++) {
            order[next[rank[i]]++] = i;
        }
        return order;
    }
}
