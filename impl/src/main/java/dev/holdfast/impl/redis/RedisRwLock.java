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
 * A read-write lock: the writer is a Redis key, the readers a sorted set beside it, each with the
 * end of its lease.
 *
 * <p>A writer that waits says so for a moment, and no new readers come in meanwhile; else a steady
 * stream of readers would keep it out for ever.
 */
public final class RedisRwLock implements LockSystem {
    private static final String READ =
            """
            if redis.call('EXISTS', KEYS[1], KEYS[1] .. ':wanted') > 0 then return 0 end
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('ZADD', KEYS[1] .. ':readers', now + ARGV[2], ARGV[1])
            return 1
            """;

    private static final String WRITE =
            """
            local readers = KEYS[1] .. ':readers'
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('ZREMRANGEBYSCORE', readers, '-inf', now)
            if redis.call('ZCARD', readers) > 0 or redis.call('EXISTS', KEYS[1]) > 0 then
              redis.call('SET', KEYS[1] .. ':wanted', '', 'PX', 100)
              return 0
            end
            redis.call('DEL', KEYS[1] .. ':wanted')
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return 1
            """;

    private static final String END_OF_READING =
            """
            local readers = KEYS[1] .. ':readers'
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('ZREMRANGEBYSCORE', readers, '-inf', now)
            return redis.call('ZREM', readers, ARGV[1])
            """;

    @Override
    public String name() {
        return "redis-rwlock";
    }

    @Override
    public String summary() {
        return "a read-write lock on one Redis: a key for the writer, a sorted set of readers, in Lua";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public Sharing sharing() {
        return Sharing.READ_WRITE;
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return LeaseLock.shared(
                endpoints, options, Map.of(Mode.EXCLUSIVE, writing(), Mode.SHARED, reading()));
    }

    /** How readers take and give. */
    public static LeaseSteps reading() {
        return new LeaseSteps(
                (redis, lock, owner, lease) -> take(READ, redis, lock, owner, lease),
                (redis, lock, owner) -> redis.eval(END_OF_READING, lock, owner).equals(1L),
                Optional.empty());
    }

    /** How writers take and give. */
    public static LeaseSteps writing() {
        return LeaseSteps.owned()
                .taking((redis, lock, owner, lease) -> take(WRITE, redis, lock, owner, lease));
    }

    private static LeaseSteps.Taken take(
            String script, Redis redis, String lock, String owner, Duration lease) {
        return LeaseSteps.Taken.of(
                redis.eval(script, lock, owner, Long.toString(lease.toMillis())).equals(1L));
    }
}
