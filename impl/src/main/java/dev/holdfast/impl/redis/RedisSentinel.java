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
 * The lock of {@link RedisToken} on a Redis whose primary is chosen by sentinels, with Jedis's
 * client for them.
 *
 * <p>Sentinels keep the service up, and that is what the lock pays for: whichever grant the replica
 * had not heard of when it was promoted is given a second time, while its holder goes on.
 */
public final class RedisSentinel implements LockSystem {

    @Override
    public String name() {
        return "redis-sentinel";
    }

    @Override
    public String summary() {
        return "redis-token on a primary with a replica, where three sentinels choose the primary";
    }

    @Override
    public Topology topology() {
        return Topology.watchedRedis();
    }

    /**
     * As on one server; and a primary that stands still for long enough is replaced, so a pause is
     * a failover here.
     */
    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer().breaking(Promise.SERVICE, Hazard.PAUSE);
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return LeaseLock.watchedBy("sentinel", endpoints, options, LeaseSteps.owned());
    }
}
