package dev.holdfast.impl.etcd;

import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;

/** What a lock that is a key with a lease in etcd can and cannot promise. */
final class EtcdClaims {
    private EtcdClaims() {}

    /**
     * All three promises; the holder overstays its lease when it, its link or its answers are late,
     * and one who waited so is told that it holds (etcd looks at the lease only once).
     *
     * <p>So it is where the members are: one that lost its leader answers what was under way only
     * when etcd's own limit of some seven seconds is over, and until then no lease of its clients
     * is kept alive; jetcd gives up one that was not for as long as its term.
     */
    static Claims ofLease() {
        Claims fenced = ofFenced();
        return new Claims(Claims.safe().promises(), fenced.breaks())
                .breaking(
                        Promise.RESOURCE,
                        Hazard.PAUSE,
                        Hazard.CUT,
                        Hazard.SERVERS_CUT,
                        Hazard.LATENCY,
                        Hazard.KILL_DURABLE,
                        Hazard.KILL_VOLATILE);
    }

    /**
     * Service and resource where that refuses whoever comes with an older revision; who believes to
     * hold the lock does not matter then.
     */
    static Claims ofFenced() {
        return Claims.only(Promise.SERVICE, Promise.RESOURCE)
                .breaking(Promise.SERVICE, Hazard.KILL_VOLATILE)
                .breaking(
                        Promise.BELIEF,
                        Hazard.PAUSE,
                        Hazard.CUT,
                        Hazard.SERVERS_CUT,
                        Hazard.LATENCY,
                        Hazard.KILL_DURABLE,
                        Hazard.KILL_VOLATILE)
                .breaking(Promise.RESOURCE, Hazard.KILL_VOLATILE);
    }
}
