package dev.holdfast.impl.redis;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Mode;
import dev.holdfast.impl.lock.Sharing;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A semaphore of {@value #PERMITS} permits: a sorted set of holders, each with the end of its
 * lease.
 */
public final class RedisSemaphore implements LockSystem {
    /** How many may hold at once. */
    public static final int PERMITS = 2;

    private static final String TAKE =
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
            if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
            return redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
            """;

    private static final String GIVE =
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
            return redis.call('ZREM', KEYS[1], ARGV[1])
            """;

    @Override
    public String name() {
        return "redis-semaphore";
    }

    @Override
    public String summary() {
        return "a semaphore of 2 permits on one Redis: a sorted set of holders with leases, in Lua";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public Sharing sharing() {
        return Sharing.semaphore(PERMITS);
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return LeaseLock.shared(endpoints, options, Map.of(Mode.PERMIT, steps()));
    }

    /** A holder more, the same holder less. */
    public static LeaseSteps steps() {
        return new LeaseSteps(
                RedisSemaphore::take,
                (redis, lock, owner) -> redis.eval(GIVE, lock, owner).equals(1L),
                Optional.empty());
    }

    private static LeaseSteps.Taken take(Redis redis, String lock, String owner, Duration lease) {
        Object added =
                redis.eval(
                        TAKE,
                        lock,
                        owner,
                        Long.toString(lease.toMillis()),
                        Integer.toString(PERMITS));
        return LeaseSteps.Taken.of(added.equals(1L));
    }
}
