package dev.holdfast.checker.ledger;

import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether one register with unique written values is linearizable.
 *
 * <p>Every value has one writer, so the writes that replace what they saw form chains. A write of
 * unknown outcome happened if something that happened saw its value, and is left out otherwise.
 * Within a chain, nothing may return before something that precedes it in the chain was invoked.
 * Chains are contiguous in any linearization, so their zones must not conflict (Gibbons and Korach
 * 1997, with chains in place of single values). O(n log n). Failed accesses had no effect.
 */
final class RegisterDecider {
    private final Object initial;
    private final List<Access> accesses;
    private final int most;
    private final Map<Object, Access> writers = new HashMap<>();
    private final Map<Access, Access> neededBy = new HashMap<>();
    private final Set<Access> needed = new HashSet<>();
    private final List<RegisterFinding> findings = new ArrayList<>();
    private final Map<Object, Version> versions = new HashMap<>();
    private @Nullable String undecidable;

    private RegisterDecider(List<Access> accesses, Object initial, int most) {
        this.accesses = accesses;
        this.initial = initial;
        this.most = most;
    }

    /**
     * What was found: at most {@code most} violations, and why there is no answer if there is none.
     */
    record Outcome(List<RegisterFinding> findings, @Nullable String undecidable) {}

    static Outcome decide(List<Access> accesses, Object initial, int most) {
        RegisterDecider decider = new RegisterDecider(accesses, initial, most);
        decider.run();
        return new Outcome(decider.findings, decider.undecidable);
    }

    private void run() {
        if (!findWriters()) {
            return;
        }
        closeOverNeeded();
        List<Version> roots = link();
        int reached = 0;
        Deque<Version> todo = new ArrayDeque<>(roots);
        while (!todo.isEmpty()) {
            Version v = todo.poll();
            reached++;
            inOrder(v);
            todo.addAll(v.successors());
        }
        if (findings.isEmpty() && reached < versions.size()) {
            findings.add(cycle());
        }
        if (findings.isEmpty() && roots.size() > 1) {
            RegisterFinding conflict = RegisterZones.conflict(roots, initial);
            if (conflict != null) {
                List<Access> way = new ArrayList<>();
                conflict.culprits().forEach(a -> way.addAll(why(a)));
                findings.add(new RegisterFinding(conflict.kind(), conflict.culprits(), way, null));
            }
        }
    }

    private boolean findWriters() {
        for (Access a : accesses) {
            Object made = a.isFail() ? null : a.made();
            if (made == null) {
                continue;
            }
            if (made.equals(initial) || writers.put(made, a) != null) {
                undecidable = "version %s was written more than once".formatted(made);
                return false;
            }
        }
        return true;
    }

    private void closeOverNeeded() {
        Deque<Access> todo = new ArrayDeque<>();
        for (Access a : accesses) {
            if (a.isOk()) {
                needed.add(a);
                todo.add(a);
            }
        }
        while (!todo.isEmpty()) {
            Access a = todo.poll();
            Object seen = a.seen();
            if (seen == null || seen.equals(initial)) {
                continue;
            }
            Access writer = writers.get(seen);
            if (writer == null) {
                found(new RegisterFinding(Kinds.IMPOSSIBLE_READ, List.of(a), why(a), null));
            } else if (needed.add(writer)) {
                neededBy.put(writer, a);
                todo.add(writer);
            }
        }
    }

    /** What shows that {@code a}, of unknown outcome, happened: the way to something that is ok. */
    private List<Access> why(Access a) {
        List<Access> way = new ArrayList<>();
        for (Access next = neededBy.get(a); next != null; next = neededBy.get(next)) {
            way.add(next);
        }
        return way;
    }

    private List<Version> link() {
        Version first = new Version(initial, null);
        versions.put(initial, first);
        List<Version> roots = new ArrayList<>();
        roots.add(first);
        for (Access a : accesses) {
            Object made = a.made();
            if (made != null && needed.contains(a)) {
                versions.put(made, new Version(made, a));
            }
        }
        for (Access a : accesses) {
            if (!needed.contains(a)) {
                continue;
            }
            Object seen = a.seen();
            Version before = seen == null ? null : versions.get(seen);
            Object made = a.made();
            Version after = made == null ? null : versions.get(made);
            if (after == null) {
                if (before != null) {
                    before.reads().add(a);
                }
            } else if (before == null) {
                roots.add(after); // a blind write, or one whose source was reported already
            } else {
                requireFirst(before, a);
                after.replaces(before);
            }
        }
        return roots;
    }

    private void requireFirst(Version before, Access second) {
        if (before.successors().isEmpty()) {
            return;
        }
        Access first = before.successors().get(0).writer();
        if (first != null) {
            List<Access> way = new ArrayList<>(why(first));
            way.addAll(why(second));
            found(new RegisterFinding(Kinds.LOST_UPDATE, List.of(first, second), way, null));
        }
    }

    private void inOrder(Version v) {
        Version before = v.replaced();
        Access latest = before == null ? null : before.latestInvoked();
        Access writer = v.writer();
        if (writer != null) {
            requireAfter(latest, writer, v);
            latest = later(latest, writer);
        }
        Access latestRead = latest;
        for (Access read : v.reads()) {
            requireAfter(latest, read, v);
            latestRead = later(latestRead, read);
        }
        v.latestInvoked(latestRead);
    }

    private static @Nullable Access later(@Nullable Access a, Access b) {
        return a == null || b.from() > a.from() ? b : a;
    }

    /** {@code x} at {@code v} must not return before all that precedes it was invoked. */
    private void requireAfter(@Nullable Access latest, Access x, Version v) {
        if (latest == null || x.to() > latest.from()) {
            return;
        }
        List<Access> way = new ArrayList<>();
        for (Version at = v; at != null; at = at.replaced()) {
            Access writer = at.writer();
            if (at != v || !x.equals(writer)) {
                for (Access y : at.accesses()) {
                    boolean precedes = at != v || y.isWrite();
                    if (precedes && y.from() > x.to()) {
                        String kind = y.isWrite() ? Kinds.IMPOSSIBLE_READ : Kinds.STALE_READ;
                        way.remove(x);
                        found(new RegisterFinding(kind, List.of(x, y), way, at));
                        return;
                    }
                }
            }
            if (writer != null) {
                way.add(writer);
            }
        }
    }

    private RegisterFinding cycle() {
        Set<Version> reachable = new HashSet<>();
        for (Version start : versions.values()) {
            List<Access> cycle = new ArrayList<>();
            reachable.clear();
            Version at = start;
            while (at != null && reachable.add(at)) {
                at = at.replaced();
            }
            if (at != null) {
                Version first = at;
                do {
                    Access writer = at.writer();
                    if (writer != null) {
                        cycle.add(writer);
                    }
                    at = at.replaced();
                } while (at != null && at != first);
                cycle.sort(Comparator.comparingInt(Access::from));
                List<Access> way = new ArrayList<>();
                cycle.forEach(a -> way.addAll(why(a)));
                way.removeAll(cycle);
                return new RegisterFinding(Kinds.IMPOSSIBLE_READ, cycle, way, null);
            }
        }
        throw new IllegalStateException("versions without a beginning and without a cycle");
    }

    private void found(RegisterFinding finding) {
        if (findings.size() < most) {
            findings.add(finding);
        }
    }
}
