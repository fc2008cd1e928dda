package dev.holdfast.checker.oracle;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.lock.BeliefChecker;
import dev.holdfast.checker.lock.LockServiceChecker;
import dev.holdfast.checker.model.LeaseTerms;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lease view, releases by non-holders and the belief sweep against their definitions. */
class LeaseOracleTest {
    private static final List<String> FS = List.of("acquire", "release");
    private static final long MILLI = TinyHistories.MILLI;
    private static final LockServiceChecker SERVICE = new LockServiceChecker(new LeaseTerms(0, 0));

    /** A grant in whole milliseconds, with its end as the definition has it. */
    private record G(long from, long to, long release, long lease, Long token, int acquire) {
        long taken() {
            return Math.min(release, from + lease);
        }
    }

    private static List<G> grants(History h) {
        List<G> grants = new ArrayList<>();
        for (Op op : h.ops()) {
            if (!op.isOk() || !op.f().equals("acquire")) {
                continue;
            }
            Op in = h.op(h.invocationOf(op.index()));
            Long lease = op.number("lease-ms");
            grants.add(
                    new G(
                            in.timeNanos() / MILLI,
                            op.timeNanos() / MILLI,
                            releaseOf(h, op) == null
                                    ? Long.MAX_VALUE / 4
                                    : releaseOf(h, op).timeNanos() / MILLI,
                            lease == null ? Long.MAX_VALUE / 4 : lease,
                            op.number("token"),
                            in.index()));
        }
        return grants;
    }

    private static Op releaseOf(History h, Op acquired) {
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

    /** Every order, and in it every moment on the grid of milliseconds. */
    private static boolean isPossible(List<G> left, long free, boolean byToken) {
        if (left.isEmpty()) {
            return true;
        }
        for (G g : left) {
            boolean isLowest =
                    !byToken || left.stream().allMatch(o -> o == g || o.token() > g.token());
            for (long at = Math.max(g.from(), free); isLowest && at <= g.to(); at++) {
                List<G> rest = new ArrayList<>(left);
                rest.remove(g);
                if (isPossible(rest, Math.min(g.release(), at + g.lease()), byToken)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Evidence> doubleGrants(History h) {
        return SERVICE.violations(h).stream()
                .filter(e -> e.kind().equals(Kinds.DOUBLE_GRANT))
                .toList();
    }

    private static boolean hasLeases(History h) {
        return h.ops().stream().anyMatch(o -> o.isOk() && o.number("lease-ms") != null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLeaseViewAgrees(boolean tokens) {
        TinyHistories.Locks script = new TinyHistories.Locks(tokens, true, 0.5);
        Oracle.compare(
                tokens ? 501 : 500,
                random -> TinyHistories.make(random, script, FS, 7),
                h -> hasLeases(h) ? doubleGrants(h) : List.of(),
                h -> !hasLeases(h) || isPossible(grants(h), 0, tokensHold(h)),
                (h, e) -> {
                    Set<Integer> named = Oracle.invocations(h, e);
                    List<G> alone =
                            grants(h).stream().filter(g -> named.contains(g.acquire())).toList();
                    return !isPossible(alone, 0, tokensHold(h));
                },
                0.05);
    }

    private static boolean tokensHold(History h) {
        List<G> grants = grants(h);
        for (G a : grants) {
            for (G b : grants) {
                if (a.token() == null || b.token() == null) {
                    return false;
                }
                int aReturned = h.completionOf(a.acquire());
                boolean wrong = a != b && a.token() >= b.token() && aReturned < b.acquire();
                if (wrong || (a != b && a.token().equals(b.token()))) {
                    return false;
                }
            }
        }
        return true;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void releasesByNonHoldersAreFoundByDefinition(boolean tokens) {
        TinyHistories.Locks script = new TinyHistories.Locks(tokens, true, 0.6);
        Oracle.compare(
                tokens ? 601 : 600,
                random -> TinyHistories.make(random, script, FS, 8),
                h ->
                        hasLeases(h)
                                ? SERVICE.violations(h).stream()
                                        .filter(e -> e.kind().equals(Kinds.RELEASE_BY_NON_HOLDER))
                                        .toList()
                                : List.of(),
                h -> !hasLeases(h) || strangeReleases(h).isEmpty(),
                (h, e) -> StrangeReleaseOracle.isProof(h, Oracle.invocations(h, e)),
                0.005);
    }

    private static Set<Integer> strangeReleases(History h) {
        return h.ops().stream()
                .filter(o -> o.isOk() && o.f().equals("release"))
                .map(o -> h.invocationOf(o.index()))
                .filter(r -> isStrange(h, r, h.completionOf(r)))
                .collect(Collectors.toSet());
    }

    private static boolean isStrange(History h, int invoked, int returned) {
        int process = h.op(invoked).process();
        G own = null;
        for (G g : grants(h)) {
            boolean mine = h.op(g.acquire()).process() == process;
            int got = h.completionOf(g.acquire());
            Op gaveBack = releaseOf(h, h.op(got));
            if (mine && got < invoked && gaveBack.index() == invoked) {
                own = g;
            }
        }
        for (G b : grants(h)) {
            int got = h.completionOf(b.acquire());
            Op release = releaseOf(h, h.op(got));
            boolean other = h.op(b.acquire()).process() != process;
            boolean kept = release == null || release.index() > returned;
            if (other && got < invoked && kept && (own == null || isBefore(h, own, b))) {
                long before = -1; // beyond b's return it is a double grant, and bounds nothing
                for (G a : grants(h)) {
                    if (h.completionOf(a.acquire()) < b.acquire()) {
                        before = Math.max(before, a.taken());
                    }
                }
                long from = Math.max(b.from(), before <= b.to() ? before : -1);
                if (own != null && own.taken() <= b.to()) {
                    from = Math.max(from, own.taken());
                }
                if (from + b.lease() > h.op(returned).timeNanos() / MILLI) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isBefore(History h, G a, G b) {
        if (h.completionOf(a.acquire()) < b.acquire()) {
            return true;
        }
        boolean isLater = h.completionOf(b.acquire()) < a.acquire();
        boolean hasLowerToken = a.token() != null && b.token() != null && a.token() < b.token();
        return !isLater && a.taken() <= b.to() && (hasLowerToken || b.taken() > a.to());
    }

    @Test
    void beliefIsJudgedByDefinition() {
        TinyHistories.Locks script = new TinyHistories.Locks(false, true, 0.5);
        Oracle.compare(
                700,
                random -> TinyHistories.make(random, script, FS, 8),
                new BeliefChecker(),
                h -> overlaps(h).isEmpty(),
                (h, e) -> overlaps(h).stream().anyMatch(Oracle.invocations(h, e)::containsAll));
    }

    /** Pairs of acquires such that one returned inside the certain tenure of the other. */
    private static List<Set<Integer>> overlaps(History h) {
        List<Set<Integer>> pairs = new ArrayList<>();
        for (G a : grants(h)) {
            int from = h.completionOf(a.acquire());
            int end = certainEnd(h, from);
            for (G b : grants(h)) {
                int at = h.completionOf(b.acquire());
                boolean other = h.op(a.acquire()).process() != h.op(b.acquire()).process();
                if (other && from < at && at < end) {
                    pairs.add(Set.of(a.acquire(), b.acquire()));
                }
            }
        }
        return pairs;
    }

    private static int certainEnd(History h, int acquired) {
        Op release = releaseOf(h, h.op(acquired));
        if (release != null) {
            return release.index();
        }
        int last = acquired;
        for (Op op : h.ops()) {
            boolean answers = !op.isInvoke() && !op.type().label().equals("info");
            if (op.process() == h.op(acquired).process() && answers) {
                last = Math.max(last, op.index());
            }
        }
        return last;
    }
}
