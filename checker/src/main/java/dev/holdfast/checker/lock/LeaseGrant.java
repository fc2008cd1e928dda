package dev.holdfast.checker.lock;

import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.model.LeaseTerms;

/**
 * A grant as the lease view sees it, all times in nanoseconds since the run started.
 *
 * <p>The service decided at an unknown moment between {@code from} and {@code to}. From then on the
 * lock is taken until the release was invoked or the certain lease ran out, whichever is first.
 *
 * @param grant where it comes from
 * @param from when the acquire was invoked
 * @param to when it returned
 * @param release when the release was invoked, or {@link Long#MAX_VALUE}
 * @param lease the certain lease, or {@link Long#MAX_VALUE}
 */
record LeaseGrant(Grant grant, long from, long to, long release, long lease) {

    static LeaseGrant of(Grant grant, LeaseTerms terms) {
        Op release = grant.release();
        return new LeaseGrant(
                grant,
                grant.invoked().timeNanos(),
                grant.returned().timeNanos(),
                release == null ? Long.MAX_VALUE : release.timeNanos(),
                terms.certainNanos(grant.leaseMillis()));
    }

    /** When the lock is free again if it was granted at {@code moment}. */
    long freeAfter(long moment) {
        return Math.min(release, leaseEnd(moment));
    }

    private long leaseEnd(long moment) {
        return lease > Long.MAX_VALUE - moment ? Long.MAX_VALUE : moment + lease;
    }

    /** The same grant, known not to have been given before {@code moment}. */
    LeaseGrant notBefore(long moment) {
        return moment <= from ? this : new LeaseGrant(grant, moment, to, release, lease);
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
