package dev.holdfast.impl.zookeeper;

import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;

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
     * The same for Curator's recipes, which break them too where the ensemble is away for longer
     * than the session: while its servers come back, or elect a leader among those that still hear
     * each other. A waiter whose session Curator has given up meanwhile meets its node of that
     * session, which a new leader keeps for another timeout; it is the lowest, so the waiter is
     * told that it holds the lock, and the node goes when the old session ends. (Reported as
     * CURATOR-604.)
     */
    static Claims ofRecipe() {
        Claims claims = ofSession();
        for (Promise promise : new Promise[] {Promise.BELIEF, Promise.RESOURCE}) {
            claims = claims.breaking(promise, Hazard.KILL_DURABLE, Hazard.SERVERS_CUT);
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
                        Hazard.SERVERS_CUT,
                        Hazard.LATENCY,
                        Hazard.KILL_DURABLE,
                        Hazard.KILL_VOLATILE)
                .breaking(Promise.RESOURCE, Hazard.KILL_VOLATILE);
    }
}
