package dev.holdfast.impl.broken;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Sharing;
import dev.holdfast.impl.redis.LeaseClaims;
import dev.holdfast.impl.redis.LeaseLock;
import dev.holdfast.impl.redis.Redis;
import dev.holdfast.impl.redis.RedisReentrant;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;

/**
 * {@link dev.holdfast.impl.redis.RedisReentrant} whose release forgets the count.
 *
 * <p>Needs no fault: whoever acquired twice loses the lock with the first release, and works on as
 * if it had it. Breaks every promise; the service's most plainly.
 */
public final class BrokenReentrancyCount implements LockSystem {
    private static final String FREE =
            "if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end"
                    + " return redis.call('DEL', KEYS[1])";

    @Override
    public String name() {
        return "broken-reentrancy-count";
    }

    @Override
    public String summary() {
        return "redis-reentrant whose first release frees the lock, however often it is held";
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
        return LeaseLock.ownedByThread(
                endpoints, options, RedisReentrant.steps().giving(BrokenReentrancyCount::free));
    }

    private static boolean free(Redis redis, String lock, String owner) {
        return redis.eval(FREE, lock, owner).equals(1L);
    }
}
