package dev.holdfast.impl.shedlock;

import dev.holdfast.impl.redis.LeaseClaims;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;

/** What ShedLock can and cannot promise. */
final class ShedlockClaims {
    private ShedlockClaims() {}

    /**
     * What any lease on one server can, less what late unlocks break, which free the lock of
     * another: whoever is paused or cut off is late, and so is everybody while the server is away,
     * even if it forgets nothing, since their clients wait for it and then unlock.
     */
    static Claims ofLateUnlocks() {
        Claims claims =
                LeaseClaims.onOneServer()
                        .breaking(Promise.SERVICE, Hazard.PAUSE, Hazard.CUT, Hazard.LATENCY);
        for (Promise promise : Promise.values()) {
            claims = claims.breaking(promise, Hazard.KILL_DURABLE);
        }
        return claims;
    }
}
