package dev.holdfast.impl.broken;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.redis.LeaseClaims;
import dev.holdfast.impl.redis.LeaseLock;
import dev.holdfast.impl.redis.LeaseSteps;
import dev.holdfast.impl.redis.Redis;
import dev.holdfast.impl.redis.RedisQueue;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.List;

/**
 * {@link dev.holdfast.impl.redis.RedisQueue} whose release wakes the first two of the queue, and
 * whoever is woken believes that the lock is its own.
 *
 * <p>Needs no fault but a queue of two. Breaks every promise; the service's most plainly.
 */
public final class BrokenQueueWakesTwo implements LockSystem {
    private static final String WAKE =
            """
            local second = redis.call('LINDEX', KEYS[1] .. ':queue', 1)
            if second and redis.call('GET', KEYS[1]) == ARGV[1] then
              redis.call('SET', KEYS[1] .. ':woken:' .. second, '', 'PX', ARGV[2])
            end
            """;

    @Override
    public String name() {
        return "broken-queue-wakes-two";
    }

    @Override
    public String summary() {
        return "redis-queue whose release wakes two of those who wait";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        Duration lease = options.lease();
        LeaseSteps right = RedisQueue.steps(lease);
        return new LeaseLock(
                endpoints,
                options,
                right.taking(
                                (redis, lock, owner, length) ->
                                        takeIfWoken(right, redis, lock, owner, length))
                        .giving(
                                (redis, lock, owner) ->
                                        wakeAndGive(right, redis, lock, owner, lease)));
    }

    private static LeaseSteps.Taken takeIfWoken(
            LeaseSteps right, Redis redis, String lock, String owner, Duration lease) {
        return redis.call(client -> client.del(lock + ":woken:" + owner)) == 1
                ? LeaseSteps.Taken.of(true)
                : right.take().take(redis, lock, owner, lease);
    }

    private static boolean wakeAndGive(
            LeaseSteps right, Redis redis, String lock, String owner, Duration lease)
            throws InterruptedException {
        var unused =
                redis.call(
                        client ->
                                client.eval(
                                        WAKE,
                                        List.of(lock),
                                        List.of(owner, Long.toString(lease.toMillis()))));
        return right.give().give(redis, lock, owner);
    }
}
