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
import redis.clients.jedis.params.SetParams;

/**
 * {@link dev.holdfast.impl.redis.RedisToken} that forgot NX.
 *
 * <p>Needs no fault: every acquire is granted at once, over the head of the holder. Breaks every
 * promise; the service's most plainly.
 */
public final class BrokenIgnoresNx implements LockSystem {

    @Override
    public String name() {
        return "broken-ignores-nx";
    }

    @Override
    public String summary() {
        return "redis-token that sets the key whether or not it is there";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new LeaseLock(
                endpoints, options, LeaseSteps.owned().taking(BrokenIgnoresNx::setAnyway));
    }

    private static LeaseSteps.Taken setAnyway(
            Redis redis, String lock, String owner, Duration lease) {
        SetParams always = SetParams.setParams().px(lease.toMillis());
        return LeaseSteps.Taken.of(redis.call(client -> client.set(lock, owner, always)) != null);
    }
}
