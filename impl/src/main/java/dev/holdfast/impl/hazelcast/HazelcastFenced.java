package dev.holdfast.impl.hazelcast;

import dev.holdfast.impl.lock.Guard;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.topology.Endpoints;
import dev.holdfast.impl.topology.Topology;
import java.time.Duration;

/**
 * Hazelcast's FencedLock on a CP subsystem of three, and a ledger that refuses lower fences.
 *
 * <p>A lock is its holder's until the holder's session ends, of which the holder hears when it
 * comes back. Members keep nothing on disk: one that was killed comes back as a stranger, and when
 * a second one is, there is no majority any more that remembers, and nobody gets a lock. If all are
 * killed together they come back as a new cluster, whose fences begin at 1 again: what the lock
 * guards then refuses its holders until they have passed the old fences.
 */
public final class HazelcastFenced implements LockSystem {

    @Override
    public String name() {
        return "hazelcast";
    }

    @Override
    public String summary() {
        return "Hazelcast's FencedLock on a CP subsystem of three; the ledger checks its fences";
    }

    @Override
    public Topology topology() {
        return Topology.hazelcast();
    }

    /** The length of a session, which its servers are told when they are set up. */
    @Override
    public Duration shortestLease() {
        return Duration.ofSeconds(4);
    }

    @Override
    public Claims claims() {
        return Claims.only(Promise.SERVICE, Promise.RESOURCE)
                .breaking(Promise.SERVICE, Hazard.KILL_DURABLE, Hazard.KILL_VOLATILE)
                .breaking(Promise.BELIEF, Hazard.PAUSE, Hazard.CUT, Hazard.LATENCY);
    }

    @Override
    public Guard guard() {
        return Guard.FENCING_TOKEN;
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return HazelcastLocks.connect(endpoints, options);
    }
}
