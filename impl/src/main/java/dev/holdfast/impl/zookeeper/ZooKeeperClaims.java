package dev.holdfast.impl.zookeeper;

import dev.holdfast.impl.lock.Claims;
import dev.holdfast.impl.lock.Hazard;
import dev.holdfast.impl.lock.Promise;

/** What any lock that is an ephemeral node can and cannot promise. */
final class ZooKeeperClaims {
    private ZooKeeperClaims() {}

    /**
     * All three promises, broken where a session's holder can outlive it unaware: paused, cut off,
     * or with answers later than its timeout. The ensemble itself forgets only what all of it
     * forgot, and looks at no clock that can be set.
     */
    static Claims ofSession() {
        Claims claims = Claims.safe().breaking(Promise.SERVICE, Hazard.KILL_VOLATILE);
        for (Promise promise : new Promise[] {Promise.BELIEF, Promise.RESOURCE}) {
            claims =
                    claims.breaking(
                            promise,
                            Hazard.PAUSE,
                            Hazard.CUT,
                            Hazard.LATENCY,
                            Hazard.KILL_VOLATILE);
        }
        return claims;
    }

    /**
     * Service and resource where that refuses whoever comes with an older token; who believes to
     * hold the lock does not matter then.
     */
    static Claims ofFenced() {
        return Claims.only(Promise.SERVICE, Promise.RESOURCE)
                .breaking(Promise.SERVICE, Hazard.KILL_VOLATILE)
                .breaking(
                        Promise.BELIEF,
                        Hazard.PAUSE,
                        Hazard.CUT,
                        Hazard.LATENCY,
                        Hazard.KILL_VOLATILE)
                .breaking(Promise.RESOURCE, Hazard.KILL_VOLATILE);
    }
}
