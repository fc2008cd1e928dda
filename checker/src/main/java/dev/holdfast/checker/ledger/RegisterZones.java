package dev.holdfast.checker.ledger;

import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The zones of chains of versions (Gibbons and Korach 1997).
 *
 * <p>A chain's zone runs from the earliest return to the latest invocation among its accesses. If
 * the return comes first (forward), the chain certainly lasts that long; else (backward) all its
 * accesses meet at one moment. Chains can be put in a row if and only if forward zones are disjoint
 * and no backward zone lies inside a forward one.
 */
final class RegisterZones {
    private RegisterZones() {}

    /** The zone of one chain and the accesses that set its ends. */
    private record Zone(int low, int high, List<Access> ends) {
        boolean isForward() {
            return low < high;
        }
    }

    /** A conflict between chains, given by their first versions, or null. */
    static @Nullable RegisterFinding conflict(List<Version> roots, Object initial) {
        List<Zone> forward = new ArrayList<>();
        List<Zone> backward = new ArrayList<>();
        for (Version root : roots) {
            Zone zone = zone(root, root.value().equals(initial));
            if (zone != null) {
                (zone.isForward() ? forward : backward).add(zone);
            }
        }
        forward.sort(Comparator.comparingInt(Zone::low));
        TreeMap<Integer, Zone> byLow = new TreeMap<>();
        Zone before = null;
        for (Zone zone : forward) {
            if (before != null && before.high() > zone.low()) {
                return finding(before, zone);
            }
            byLow.put(zone.low(), zone);
            before = zone;
        }
        for (Zone zone : backward) {
            Map.Entry<Integer, Zone> around = byLow.lowerEntry(zone.high());
            if (around != null && zone.low() < around.getValue().high()) {
                return finding(around.getValue(), zone);
            }
        }
        return null;
    }

    private static RegisterFinding finding(Zone a, Zone b) {
        Set<Access> culprits = new LinkedHashSet<>(a.ends());
        culprits.addAll(b.ends());
        List<Access> sorted = new ArrayList<>(culprits);
        sorted.sort(Comparator.comparingInt(Access::from));
        return new RegisterFinding(Kinds.STALE_READ, sorted, List.of(), null);
    }

    private static @Nullable Zone zone(Version root, boolean isInitial) {
        Access first = null;
        Access last = null;
        Deque<Version> todo = new ArrayDeque<>(List.of(root));
        while (!todo.isEmpty()) {
            Version v = todo.poll();
            for (Access a : v.accesses()) {
                first = first == null || a.to() < first.to() ? a : first;
                last = last == null || a.from() > last.from() ? a : last;
            }
            todo.addAll(v.successors());
        }
        if (first == null || last == null) {
            return null;
        }
        // The first version was there before everything.
        return isInitial
                ? new Zone(-1, last.from(), List.of(last))
                : new Zone(first.to(), last.from(), List.of(first, last));
    }
}
