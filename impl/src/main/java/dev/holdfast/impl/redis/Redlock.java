package dev.holdfast.impl.redis;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.topology.Endpoints;
import dev.holdfast.impl.topology.Topology;

/**
 * Redlock over three or five independent masters, as published at redis.io: a random owner on a
 * majority, within a validity time.
 */
public final class Redlock implements LockSystem {
    private static final int USUAL = 3;

    private final int masters;

    /** A lock over this many masters, an odd number. */
    public Redlock(int masters) {
        this.masters = masters;
    }

    @Override
    public String name() {
        return masters == USUAL ? "redlock" : "redlock-" + masters;
    }

    @Override
    public String summary() {
        return "Redlock: a random owner on most of %d independent masters, for a validity time"
                .formatted(masters);
    }

    @Override
    public Topology topology() {
        return Topology.independentRedis(masters);
    }

    /**
     * It stands the loss of a few masters, not their loss of memory: one that forgets a grant
     * within its validity can vote again, and so can a replica that takes a master's place: they
     * are to be masters without replicas. No holder is told that its time is over.
     */
    @Override
    public Claims claims() {
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

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new RedlockClient(
                topology().services().stream().map(s -> endpoints.of(s.name())).toList(), options);
    }
}
