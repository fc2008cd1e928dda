package dev.holdfast.checker.oracle;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether some grants and a release of one lock contradict each other, by trying everything.
 *
 * <p>Every order of the grants, every moment of each on the grid of milliseconds, every moment of
 * the release: it is innocent if at one of these no lock is held that was granted to another after
 * the grant that it gives back.
 */
final class StrangeReleaseOracle {
    private static final long FOR_EVER = Long.MAX_VALUE / 4;

    private final History history;
    private final Op invoked;
    private final Op returned;
    private final List<Placed> placed = new ArrayList<>();

    private StrangeReleaseOracle(History history, Op invoked) {
        this.history = history;
        this.invoked = invoked;
        this.returned = history.op(history.completionOf(invoked.index()));
    }

    private record Placed(Op acquire, long at, long until) {}

    static boolean isProof(History h, Set<Integer> named) {
        List<Op> acquires = new ArrayList<>();
        List<Op> releases = new ArrayList<>();
        for (int i : named) {
            Op end = h.completionOf(i) < 0 ? null : h.op(h.completionOf(i));
            if (h.op(i).f().equals("acquire")) {
                acquires.add(h.op(i));
            } else if (end != null && end.isOk()) {
                releases.add(h.op(i));
            }
        }
        return releases.stream()
                .anyMatch(r -> !new StrangeReleaseOracle(h, r).isInnocent(acquires, 0));
    }

    private static long millis(Op op) {
        return op.timeNanos() / TinyHistories.MILLI;
    }

    private boolean isInnocent(List<Op> left, long free) {
        if (left.isEmpty()) {
            return isInnocent();
        }
        for (Op acquire : left) {
            Op end = history.op(history.completionOf(acquire.index()));
            boolean mustWait = left.stream().anyMatch(o -> o != acquire && comesFirst(o, acquire));
            Long lease = end.number("lease-ms");
            for (long at = Math.max(free, millis(acquire)); !mustWait && at <= millis(end); at++) {
                Op release = release(end);
                long leaseEnd = lease == null ? FOR_EVER : at + lease;
                long released = release == null ? FOR_EVER : millis(release);
                boolean isLater = release == null || release.index() > returned.index();
                placed.add(
                        new Placed(acquire, at, isLater ? leaseEnd : Math.min(leaseEnd, released)));
                List<Op> rest = new ArrayList<>(left);
                rest.remove(acquire);
                boolean innocent = isInnocent(rest, Math.min(leaseEnd, released));
                placed.remove(placed.size() - 1);
                if (innocent) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean comesFirst(Op a, Op b) {
        Op end = history.op(history.completionOf(a.index()));
        Long mine = end.number("token");
        Long theirs = history.op(history.completionOf(b.index())).number("token");
        boolean hasLowerToken = mine != null && theirs != null && mine < theirs;
        return end.index() < b.index() || hasLowerToken;
    }

    private Op release(Op acquired) {
        return history.ops().stream()
                .filter(o -> o.index() > acquired.index() && o.process() == acquired.process())
                .filter(o -> o.isInvoke() && o.f().equals("release"))
                .findFirst()
                .orElse(null);
    }

    private boolean isInnocent() {
        for (long moment = millis(invoked); moment <= millis(returned); moment++) {
            boolean ownSeen = placed.stream().noneMatch(this::isOwn);
            boolean held = false;
            for (Placed p : placed) {
                boolean isOther = p.acquire().process() != invoked.process();
                held |= isOther && ownSeen && p.at() <= moment && moment < p.until();
                ownSeen |= isOwn(p);
            }
            if (!held) {
                return true;
            }
        }
        return false;
    }

    private boolean isOwn(Placed p) {
        Op release = release(history.op(history.completionOf(p.acquire().index())));
        return p.acquire().process() == invoked.process()
                && release != null
                && release.index() == invoked.index();
    }
}
