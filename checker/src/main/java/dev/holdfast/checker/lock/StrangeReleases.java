package dev.holdfast.checker.lock;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.verdict.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds releases that were accepted while another process certainly held the lock.
 *
 * <p>The other one's acquire had returned before the release was invoked, its own release was not
 * invoked before this one returned, nor had its lease run out; and it was granted after the
 * releasing process's own grant, as times or tokens prove, or there is no such grant.
 *
 * <p>A lease begins with the grant and not with the question for it: who waits while another's
 * lease runs is granted only when that is over. So a lease begins no earlier than those end that
 * certainly came before it. Were this wrong, the service would have granted twice. O(n·a), where a
 * is the number of grants that may be alive at once.
 */
final class StrangeReleases {
    private final List<Candidate> alive = new ArrayList<>();
    private final List<LeaseGrant> longest = new ArrayList<>(); // among the first to return
    private final List<LeaseGrant> byReturn = new ArrayList<>();
    private final Map<Integer, LeaseGrant> lastGrant = new HashMap<>();
    private final List<Evidence> found = new ArrayList<>();

    private StrangeReleases() {}

    /** A grant, and of those that returned before it was asked for the one taken longest. */
    private record Candidate(LeaseGrant grant, @Nullable LeaseGrant before) {}

    static List<Evidence> find(LockLog log, List<LeaseGrant> grants, History history, int most) {
        StrangeReleases search = new StrangeReleases();
        int next = 0;
        for (Operation release : log.releases()) {
            Op end = release.completion();
            if (end == null || search.found.size() >= most) {
                break;
            }
            while (next < grants.size()
                    && grants.get(next).grant().returned().index() < end.index()) {
                search.granted(grants.get(next++));
            }
            search.judge(release, end, history);
        }
        return search.found;
    }

    private void granted(LeaseGrant g) {
        int before = returnedBefore(g.grant().invoked().index());
        alive.add(new Candidate(g, before == 0 ? null : longest.get(before - 1)));
        lastGrant.put(g.grant().process(), g);
        LeaseGrant last = longest.isEmpty() ? null : longest.get(longest.size() - 1);
        boolean isLongest = last == null || g.certainlyTakenUntil() >= last.certainlyTakenUntil();
        byReturn.add(g);
        longest.add(isLongest ? g : last);
    }

    /** How many grants returned before the event at {@code index}. */
    private int returnedBefore(int index) {
        int low = 0;
        int high = byReturn.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byReturn.get(middle).grant().returned().index() < index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void judge(Operation release, Op end, History history) {
        alive.removeIf(
                c ->
                        c.grant().grant().releaseIndex() < end.index()
                                || c.grant().latestLeaseEnd() <= end.timeNanos());
        LeaseGrant own = lastGrant.get(release.process());
        if (own != null && own.grant().releaseIndex() < release.invocation().index()) {
            own = null; // what it had it had given back before
        }
        for (Candidate candidate : alive) {
            LeaseGrant holder = candidate.grant();
            boolean isOther = holder.grant().process() != release.process();
            boolean isHeld = holder.grant().returned().index() < release.invocation().index();
            if (isOther && isHeld && (own == null || isAfter(holder, own))) {
                LeaseGrant before = later(candidate.before(), own, holder);
                LeaseGrant held =
                        before == null ? holder : holder.notBefore(before.certainlyTakenUntil());
                if (held.certainLeaseEnd() > end.timeNanos()) {
                    // Where nothing but the question itself is needed, nothing more is shown.
                    boolean isPlain = holder.certainLeaseEnd() > end.timeNanos();
                    found.add(
                            LeaseEvidence.strangeRelease(
                                    own == null ? null : own.grant(),
                                    release,
                                    isPlain ? holder : held,
                                    isPlain || before == null ? null : before.grant(),
                                    history));
                    return;
                }
            }
        }
    }

    /** Of the two that precede {@code holder} the one that keeps it waiting longer, if any does. */
    private static @Nullable LeaseGrant later(
            @Nullable LeaseGrant before, @Nullable LeaseGrant own, LeaseGrant holder) {
        LeaseGrant best = null;
        for (LeaseGrant g : new LeaseGrant[] {own, before}) {
            if (g != null
                    && g.certainlyTakenUntil() > holder.from()
                    && g.certainlyTakenUntil() <= holder.to()
                    && (best == null || g.certainlyTakenUntil() > best.certainlyTakenUntil())) {
                best = g;
            }
        }
        return best;
    }

    /**
     * Whether {@code holder} was granted after {@code own}. Two that allow neither order are a
     * double grant, which is told as such; nothing more can be concluded from them.
     */
    private static boolean isAfter(LeaseGrant holder, LeaseGrant own) {
        Grant a = own.grant();
        Grant b = holder.grant();
        if (a.returned().index() < b.invoked().index()) {
            return true;
        }
        if (b.returned().index() < a.invoked().index() || own.cannotPrecede(holder)) {
            return false;
        }
        Long mine = a.token();
        Long theirs = b.token();
        boolean hasLowerToken = mine != null && theirs != null && mine < theirs;
        return hasLowerToken || holder.cannotPrecede(own);
    }
}
