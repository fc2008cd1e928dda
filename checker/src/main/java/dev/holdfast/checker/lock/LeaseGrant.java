package dev.holdfast.checker.lock;

import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.model.LeaseTerms;

/**
 * A grant as the lease view sees it, all times in nanoseconds since the run started.
 *
 * <p>The service decided at an unknown moment between {@code from} and {@code to}. From then on the
 * lock is taken until the release was invoked, the certain lease ran out or the session may have
 * ended, whichever is first.
 *
 * <p>A lease begins with the grant, a session does not: it is older, and who waits may get the lock
 * a moment before the session ends. So the end of a session is a point in time that does not move
 * with the moment of the grant, and a grant after it is sure of nothing. Where the service confirms
 * with a release that the lock had not been lost, the session lasted at least until then. And a
 * client that does not know what became of an operation may let its session's lock go unseen.
 *
 * @param grant where it comes from
 * @param from when the acquire was invoked
 * @param to when it returned
 * @param release when the release was invoked, or {@link Long#MAX_VALUE}
 * @param lease the certain lease, or {@link Long#MAX_VALUE}
 * @param session up to when its session certainly lives, or {@link Long#MAX_VALUE}
 */
record LeaseGrant(Grant grant, long from, long to, long release, long lease, long session) {

    static LeaseGrant of(Grant grant, LeaseTerms terms) {
        long from = grant.invoked().timeNanos();
        return new LeaseGrant(
                grant,
                from,
                grant.returned().timeNanos(),
                released(grant),
                terms.certainNanos(grant.leaseMillis()),
                sessionEnd(grant, from, terms));
    }

    private static long released(Grant grant) {
        Op release = grant.release();
        Op retired = grant.sessionMillis() == null ? null : grant.retired();
        return Math.min(
                release == null ? Long.MAX_VALUE : release.timeNanos(),
                retired == null ? Long.MAX_VALUE : retired.timeNanos());
    }

    private static long sessionEnd(Grant grant, long from, LeaseTerms terms) {
        if (grant.sessionMillis() == null || grant.confirmed() != null) {
            return Long.MAX_VALUE;
        }
        return from + terms.certainNanos(grant.sessionMillis());
    }

    /** When the lock is free again if it was granted at {@code moment}. */
    long freeAfter(long moment) {
        return Math.min(release, Math.min(leaseEnd(moment), Math.max(moment, session)));
    }

    private long leaseEnd(long moment) {
        return lease > Long.MAX_VALUE - moment ? Long.MAX_VALUE : moment + lease;
    }

    /** The same grant, known not to have been given before {@code moment}. */
    LeaseGrant notBefore(long moment) {
        return moment <= from ? this : new LeaseGrant(grant, moment, to, release, lease, session);
    }

    /** Until when its lease runs at the most, if no clock errs more than it is allowed to. */
    long latestLeaseEnd() {
        return leaseEnd(to);
    }

    /** Until when its lease runs at the least, whether it was released or not. */
    long certainLeaseEnd() {
        return leaseEnd(from);
    }

    /** Until when the lock is taken at the least. */
    long certainlyTakenUntil() {
        return freeAfter(from);
    }

    /** Whether this one cannot have been granted before {@code next}. */
    boolean cannotPrecede(LeaseGrant next) {
        return certainlyTakenUntil() > next.to;
    }
}
