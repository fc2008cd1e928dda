package dev.holdfast.impl.redis;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.Optional;

/**
 * A fair lock: who waits stands in a Redis list, and a release hands the lock to the first of it.
 *
 * <p>Whoever waits shows at each try that it is still there; those who went away without a word are
 * passed over. The lease begins with the hand-over, not when the new holder learns of it.
 */
public final class RedisQueue implements LockSystem {
    private static final String TAKE =
            """
            local queue, seen = KEYS[1] .. ':queue', KEYS[1] .. ':seen:'
            local owner = redis.call('GET', KEYS[1])
            if owner == ARGV[1] then return 1 end
            local first = redis.call('LINDEX', queue, 0)
            while first and first ~= ARGV[1] and redis.call('EXISTS', seen .. first) == 0 do
              redis.call('LPOP', queue)
              first = redis.call('LINDEX', queue, 0)
            end
            if not owner and (not first or first == ARGV[1]) then
              redis.call('LREM', queue, 0, ARGV[1])
              redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
              return 1
            end
            if not redis.call('LPOS', queue, ARGV[1]) then
              redis.call('RPUSH', queue, ARGV[1])
            end
            redis.call('SET', seen .. ARGV[1], '', 'PX', 500)
            return 0
            """;

    private static final String GIVE =
            """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            redis.call('DEL', KEYS[1])
            local next = redis.call('LPOP', KEYS[1] .. ':queue')
            while next and redis.call('DEL', KEYS[1] .. ':seen:' .. next) == 0 do
              next = redis.call('LPOP', KEYS[1] .. ':queue')
            end
            if next then redis.call('SET', KEYS[1], next, 'PX', ARGV[2]) end
            return 1
            """;

    @Override
    public String name() {
        return "redis-queue";
    }

    @Override
    public String summary() {
        return "a fair lock on one Redis: a list of those who wait, handed over at the release, in Lua";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new LeaseLock(endpoints, options, steps(options.lease()));
    }

    /** Stand in line, hand over. */
    public static LeaseSteps steps(Duration lease) {
        String millis = Long.toString(lease.toMillis());
        return new LeaseSteps(
                (redis, lock, owner, length) ->
                        LeaseSteps.Taken.of(redis.eval(TAKE, lock, owner, millis).equals(1L)),
                (redis, lock, owner) -> redis.eval(GIVE, lock, owner, millis).equals(1L),
                Optional.empty());
    }
}
