package dev.holdfast.impl.broken;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.redis.LeaseClaims;
import dev.holdfast.impl.redis.LeaseLock;
import dev.holdfast.impl.redis.LeaseSteps;
import dev.holdfast.impl.redis.Redis;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;

/**
 * {@link dev.holdfast.impl.redis.RedisToken} that gives the lease's seconds to PX, which counts
 * milliseconds.
 *
 * <p>Needs no fault: a lease of 2 s lasts 2 ms, and the next client gets the lock at once. Breaks
 * every promise; belief most plainly.
 */
public final class BrokenTtlUnit implements LockSystem {

    @Override
    public String name() {
        return "broken-ttl-unit";
    }

    @Override
    public String summary() {
        return "redis-token that passes its lease in seconds where milliseconds are meant";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new LeaseLock(
                endpoints, options, LeaseSteps.owned().taking(BrokenTtlUnit::secondsAsMillis));
    }

    private static LeaseSteps.Taken secondsAsMillis(
            Redis redis, String lock, String owner, Duration lease) {
        return LeaseSteps.setIfAbsent(redis, lock, owner, Duration.ofMillis(lease.toSeconds()));
    }
}
