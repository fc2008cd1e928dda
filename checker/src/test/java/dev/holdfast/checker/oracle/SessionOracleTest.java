package dev.holdfast.checker.oracle;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.lock.LockServiceChecker;
import dev.holdfast.checker.model.LeaseTerms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks that are kept for the length of a session, against every order at every moment. */
class SessionOracleTest {
    private static final List<String> FS = List.of("acquire", "release");
    private static final long FOR_EVER = Long.MAX_VALUE / 4;
    private static final LockServiceChecker SERVICE = new LockServiceChecker(new LeaseTerms(0, 0));

    /** Sessions where the script has leases, and releases that say the lock was not lost. */
    private record Sessions(TinyHistories.Locks locks) implements TinyHistories.Script {
        @Override
        public Map<String, Object> invoke(TinyHistories.Tiny t, int process, String f) {
            return locks.invoke(t, process, f);
        }

        @Override
        public Op complete(TinyHistories.Tiny t, Op invocation) {
            Op op = locks.complete(t, invocation);
            if (!op.isOk() || !(op.value() instanceof Map<?, ?> map)) {
                return op;
            }
            Map<String, Object> value = new LinkedHashMap<>();
            map.forEach((k, v) -> value.put(k.equals("lease-ms") ? "session-ms" : "" + k, v));
            if (op.f().equals("release") && t.chance(0.5)) {
                value.put("confirmed", true);
            }
            return t.op(op.process(), op.type(), op.f(), value, null);
        }
    }

    /** A grant in whole milliseconds; {@code end} is when it is let go, by whomever. */
    private record G(long from, long to, long end, long session, int acquire) {
        long freeAfter(long at) {
            return Math.min(end, Math.max(at, session));
        }
    }

    private static long millis(Op op) {
        return op.timeNanos() / TinyHistories.MILLI;
    }

    private static List<G> grants(History h) {
        List<G> grants = new ArrayList<>();
        for (Op op : h.ops()) {
            if (op.isOk() && op.f().equals("acquire")) {
                grants.add(grant(h, h.op(h.invocationOf(op.index())), op));
            }
        }
        return grants;
    }

    private static G grant(History h, Op invoked, Op returned) {
        Long session = returned.number("session-ms");
        long lives = session == null ? FOR_EVER : millis(invoked) + session;
        for (Op op : h.ops().subList(returned.index() + 1, h.size())) {
            if (op.process() != returned.process()) {
                continue;
            }
            if (op.isInvoke() && op.f().equals("release")) {
                int end = h.completionOf(op.index());
                boolean isConfirmed = end >= 0 && Boolean.TRUE.equals(h.op(end).get("confirmed"));
                long certain = isConfirmed && isOnly(h, returned, op) ? FOR_EVER : lives;
                return new G(
                        millis(invoked), millis(returned), millis(op), certain, invoked.index());
            }
            if (op.type().label().equals("info") && session != null) {
                return new G(millis(invoked), millis(returned), millis(op), lives, invoked.index());
            }
        }
        return new G(millis(invoked), millis(returned), FOR_EVER, lives, invoked.index());
    }

    /** Whether the release gives back one grant only: of two nobody knows which it found. */
    private static boolean isOnly(History h, Op returned, Op release) {
        int open = 0;
        for (Op op : h.ops().subList(0, release.index())) {
            if (op.process() == returned.process()) {
                open += op.isOk() && op.f().equals("acquire") ? 1 : 0;
                open = op.isInvoke() && op.f().equals("release") ? 0 : open;
            }
        }
        return open == 1;
    }

    private static boolean isPossible(List<G> left, long free) {
        if (left.isEmpty()) {
            return true;
        }
        for (G g : left) {
            for (long at = Math.max(g.from(), free); at <= g.to(); at++) {
                List<G> rest = new ArrayList<>(left);
                rest.remove(g);
                if (isPossible(rest, g.freeAfter(at))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasSessions(History h) {
        return h.ops().stream().anyMatch(o -> o.isOk() && o.number("session-ms") != null);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5})
    void theSessionViewAgrees(double lies) {
        Sessions script = new Sessions(new TinyHistories.Locks(false, true, lies));
        Oracle.compare(
                lies < 0.4 ? 510 : 511,
                random -> TinyHistories.make(random, script, FS, 7),
                h -> hasSessions(h) ? SERVICE.violations(h) : List.of(),
                h -> !hasSessions(h) || isPossible(grants(h), 0),
                (h, e) -> {
                    Set<Integer> named = Oracle.invocations(h, e);
                    return !isPossible(
                            grants(h).stream().filter(g -> named.contains(g.acquire())).toList(),
                            0);
                },
                0.03);
    }
}
