package dev.holdfast.impl.redis;

import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;

/** What any lock with a lease on one Redis can and cannot promise. */
public final class LeaseClaims {
    private LeaseClaims() {}

    /**
     * All three promises, broken where every lease on one server breaks.
     *
     * <p>The server forgets its grants when it loses memory or is replaced by a lagging replica,
     * and ends them early when its clock jumps. The holder overstays whenever it, its link or its
     * answer is late: nobody tells it that the lease ran out, and the ledger cannot know either.
     */
    public static Claims onOneServer() {
        Claims claims =
                Claims.safe()
                        .breaking(
                                Promise.SERVICE,
                                Hazard.KILL_VOLATILE,
                                Hazard.FAILOVER,
                                Hazard.CLOCK);
        for (Promise promise : new Promise[] {Promise.BELIEF, Promise.RESOURCE}) {
            claims =
                    claims.breaking(
                            promise,
                            Hazard.PAUSE,
                            Hazard.CUT,
                            Hazard.LATENCY,
                            Hazard.KILL_VOLATILE,
                            Hazard.FAILOVER,
                            Hazard.CLOCK);
        }
        return claims;
    }

    /**
     * Service and resource, with tokens that are counted on the same server and a ledger that
     * refuses lower ones: it follows only the youngest holder, until the counter is lost. After
     * that tokens repeat, and an old holder passes for the new one.
     */
    public static Claims fencedOnOneServer() {
        return Claims.only(Promise.SERVICE, Promise.RESOURCE)
                .breaking(Promise.SERVICE, Hazard.KILL_VOLATILE, Hazard.FAILOVER, Hazard.CLOCK)
                .breaking(
                        Promise.BELIEF,
                        Hazard.PAUSE,
                        Hazard.CUT,
                        Hazard.LATENCY,
                        Hazard.KILL_VOLATILE,
                        Hazard.FAILOVER,
                        Hazard.CLOCK)
                .breaking(Promise.RESOURCE, Hazard.KILL_VOLATILE, Hazard.FAILOVER);
    }
}
