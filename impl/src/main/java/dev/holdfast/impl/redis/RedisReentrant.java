package dev.holdfast.impl.redis;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Sharing;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.Optional;

/**
 * A lock that its holder may take again, kept as a Redis hash of owner and count.
 *
 * <p>The owner is the thread of the agent. Each acquire counts up and begins the lease anew, each
 * release counts down, and the last one frees the lock.
 */
public final class RedisReentrant implements LockSystem {
    private static final String TAKE =
            """
            local owner = redis.call('HGET', KEYS[1], 'owner')
            if owner and owner ~= ARGV[1] then return 0 end
            redis.call('HSET', KEYS[1], 'owner', ARGV[1])
            redis.call('HINCRBY', KEYS[1], 'count', 1)
            return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            """;

    private static final String GIVE =
            """
            if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
            if redis.call('HINCRBY', KEYS[1], 'count', -1) > 0 then return 1 end
            return redis.call('DEL', KEYS[1])
            """;

    @Override
    public String name() {
        return "redis-reentrant";
    }

    @Override
    public String summary() {
        return "a lock that its holder may take again: owner and count in a Redis hash, in Lua";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public Sharing sharing() {
        return Sharing.REENTRANT;
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return LeaseLock.ownedByThread(endpoints, options, steps());
    }

    /** Counts up, counts down. */
    public static LeaseSteps steps() {
        return new LeaseSteps(RedisReentrant::take, RedisReentrant::give, Optional.empty());
    }

    private static LeaseSteps.Taken take(Redis redis, String lock, String owner, Duration lease) {
        return LeaseSteps.Taken.of(
                redis.eval(TAKE, lock, owner, Long.toString(lease.toMillis())).equals(1L));
    }

    /** Counts down, and frees the lock with the last count. */
    public static boolean give(Redis redis, String lock, String owner) {
        return redis.eval(GIVE, lock, owner).equals(1L);
    }
}
