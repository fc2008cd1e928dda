package dev.holdfast.checker.oracle;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.lock.BeliefChecker;
import dev.holdfast.checker.lock.LockServiceChecker;
import dev.holdfast.checker.model.LeaseTerms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Read-write locks and semaphores, with and without leases, against their definitions. */
class SharedLockOracleTest {
    private static final List<String> FS = List.of("acquire", "release");
    private static final long MILLI = TinyHistories.MILLI;
    private static final long NEVER = Long.MAX_VALUE / 4;
    private static final LockServiceChecker SERVICE = new LockServiceChecker(new LeaseTerms(0, 0));

    /** How the lock is shared. */
    private enum Kind {
        READ_WRITE,
        TWO_PERMITS,
        THREE_PERMITS;

        int capacity() {
            return this == TWO_PERMITS ? 2 : this == THREE_PERMITS ? 3 : 1;
        }

        /** Of valid or invalid ones: four at once are rare among four clients. */
        double smallestShare() {
            return this == THREE_PERMITS ? 0.001 : 0.02;
        }

        boolean mayBe(List<G> together) {
            return this == READ_WRITE
                    ? together.size() <= 1 || together.stream().allMatch(G::reads)
                    : together.size() <= capacity();
        }
    }

    /** A grant in whole milliseconds. */
    private record G(long from, long to, long release, long lease, boolean reads, int acquire) {
        long end(long at) {
            return Math.min(release, at + lease);
        }
    }

    /** A grant at a moment. */
    private record Placed(G grant, long at) {}

    /** Acquires in the modes of a kind, granted as long as it is possible, or not. */
    private record Script(Kind kind, boolean leases) implements TinyHistories.Script {
        @Override
        public @Nullable Map<String, Object> invoke(TinyHistories.Tiny t, int process, String f) {
            boolean holds = t.held.getOrDefault(process, 0) > 0;
            boolean keeps = holds && kind != Kind.READ_WRITE && t.chance(0.8);
            if (keeps || holds != f.equals("release")) {
                return null;
            }
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("lock", "l");
            value.put("agent", "a" + process);
            if (f.equals("acquire") && kind == Kind.READ_WRITE) {
                value.put("mode", t.chance(0.6) ? "read" : "write");
            } else if (f.equals("acquire")) {
                value.put("mode", "permit");
                value.put("capacity", (long) kind.capacity());
            }
            return value;
        }

        @Override
        public Op complete(TinyHistories.Tiny t, Op in) {
            if (t.chance(0.03)) {
                return t.op(in.process(), OpType.INFO, in.f(), in.value(), "lost");
            }
            if (in.f().equals("release")) {
                t.held.put(in.process(), 0);
                return t.op(in.process(), OpType.OK, in.f(), in.value(), null);
            }
            long others = t.held.values().stream().filter(n -> n > 0).count();
            if (others >= kind.capacity() && t.chance(0.3)) {
                return t.op(in.process(), OpType.FAIL, in.f(), in.value(), "not acquired");
            }
            t.held.put(in.process(), 1);
            Map<String, Object> value = new LinkedHashMap<>();
            for (String key : List.of("lock", "agent", "mode", "capacity")) {
                if (in.get(key) != null) {
                    value.put(key, in.get(key));
                }
            }
            if (leases && !t.chance(0.1)) {
                value.put("lease-ms", (long) t.random.nextInt(kind == Kind.READ_WRITE ? 9 : 30));
            }
            return t.op(in.process(), OpType.OK, in.f(), value, null);
        }
    }

    private static List<G> grants(History h) {
        List<G> grants = new ArrayList<>();
        for (Op op : h.ops()) {
            if (!op.isOk() || !op.f().equals("acquire")) {
                continue;
            }
            Op in = h.op(h.invocationOf(op.index()));
            Op release = releaseOf(h, op);
            Long lease = op.number("lease-ms");
            grants.add(
                    new G(
                            in.timeNanos() / MILLI,
                            op.timeNanos() / MILLI,
                            release == null ? NEVER : release.timeNanos() / MILLI,
                            lease == null ? NEVER : lease,
                            "read".equals(in.string("mode")),
                            in.index()));
        }
        return grants;
    }

    private static @Nullable Op releaseOf(History h, Op acquired) {
        for (Op op : h.ops()) {
            if (op.index() > acquired.index()
                    && op.process() == acquired.process()
                    && op.isInvoke()
                    && op.f().equals("release")) {
                return op;
            }
        }
        return null;
    }

    /** Every moment of every grant on the grid of milliseconds. */
    private static boolean isPossible(List<G> left, List<Placed> placed, Kind kind) {
        if (left.isEmpty()) {
            return true;
        }
        G g = left.get(0);
        for (long at = g.from(); at <= g.to(); at++) {
            List<Placed> more = new ArrayList<>(placed);
            more.add(new Placed(g, at));
            if (isSound(more, kind) && isPossible(left.subList(1, left.size()), more, kind)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether there is an order of the grants in which each finds room: one that ends when another
     * begins has gone, and one that lasts no time still has to find room at its moment.
     */
    private static boolean isSound(List<Placed> placed, Kind kind) {
        for (Placed p : placed) {
            List<G> together = new ArrayList<>();
            for (Placed o : placed) {
                boolean isThere = o.at() < p.at() && p.at() < o.grant().end(o.at());
                if (o == p || isThere) {
                    together.add(o.grant());
                }
            }
            if (!kind.mayBe(together)) {
                return false;
            }
            // Those of one moment come one after the other: some order of them must do.
            List<Placed> same = placed.stream().filter(o -> o.at() == p.at()).toList();
            List<G> before =
                    placed.stream()
                            .filter(o -> o.at() < p.at() && p.at() < o.grant().end(o.at()))
                            .map(Placed::grant)
                            .toList();
            List<G> all = new ArrayList<>(before);
            same.stream()
                    .filter(o -> o.grant().end(o.at()) > o.at())
                    .map(Placed::grant)
                    .forEach(all::add);
            if (!kind.mayBe(all)) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatTheServiceGrantedIsJudgedByDefinition(Kind kind) {
        compareService(kind, true, 800 + kind.ordinal());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void soItIsWithoutLeases(Kind kind) {
        compareService(kind, false, 810 + kind.ordinal());
    }

    private static void compareService(Kind kind, boolean leases, long seed) {
        Script script = new Script(kind, leases);
        Oracle.compare(
                seed,
                random -> TinyHistories.make(random, script, FS, 7),
                h -> isShared(h) ? SERVICE.violations(h) : List.of(),
                h -> !isShared(h) || isPossible(grants(h), List.of(), kind),
                (h, e) -> {
                    Set<Integer> named = Oracle.invocations(h, e);
                    List<G> alone =
                            grants(h).stream().filter(g -> named.contains(g.acquire())).toList();
                    return !isPossible(alone, List.of(), kind);
                },
                kind.smallestShare());
    }

    /** A history in which nobody ever asked to read is one of a plain lock. */
    private static boolean isShared(History h) {
        return h.ops().stream()
                .anyMatch(o -> "read".equals(o.string("mode")) || o.number("capacity") != null);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void beliefIsJudgedByDefinition(Kind kind) {
        Script script = new Script(kind, true);
        Oracle.compare(
                820 + kind.ordinal(),
                random -> TinyHistories.make(random, script, FS, 8),
                new BeliefChecker()::violations,
                h -> tooMany(h, grants(h), kind) == null,
                (h, e) -> {
                    Set<Integer> named = Oracle.invocations(h, e);
                    return tooMany(
                                    h,
                                    grants(h).stream()
                                            .filter(g -> named.contains(g.acquire()))
                                            .toList(),
                                    kind)
                            != null;
                },
                kind.smallestShare());
    }

    /** A grant at whose return more believed than may, itself among them. */
    private static @Nullable G tooMany(History h, List<G> grants, Kind kind) {
        for (G last : grants) {
            int at = h.completionOf(last.acquire());
            List<G> together = new ArrayList<>(List.of(last));
            for (G g : grants) {
                int from = h.completionOf(g.acquire());
                int process = h.op(g.acquire()).process();
                boolean counts = kind != Kind.READ_WRITE || process != h.op(at).process();
                if (g != last && counts && from < at && at < certainEnd(h, from)) {
                    together.add(g);
                }
            }
            boolean isCrowd =
                    kind == Kind.READ_WRITE
                            ? together.size() > 1 && clashes(last, together)
                            : together.size() > kind.capacity();
            if (isCrowd) {
                return last;
            }
        }
        return null;
    }

    private static boolean clashes(G last, List<G> together) {
        return together.stream().anyMatch(g -> g != last && !(g.reads() && last.reads()));
    }

    private static int certainEnd(History h, int acquired) {
        Op release = releaseOf(h, h.op(acquired));
        if (release != null) {
            return release.index();
        }
        int last = acquired;
        for (Op op : h.ops()) {
            boolean answers = !op.isInvoke() && op.type() != OpType.INFO;
            if (op.process() == h.op(acquired).process() && answers) {
                last = Math.max(last, op.index());
            }
        }
        return last;
    }
}
