package dev.holdfast.impl.broken;

import dev.holdfast.impl.lock.Guard;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.redis.LeaseLock;
import dev.holdfast.impl.redis.LeaseSteps;
import dev.holdfast.impl.redis.Redis;
import dev.holdfast.impl.redis.RedisFenced;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * {@link dev.holdfast.impl.redis.RedisFenced} that counts up when a lock is released.
 *
 * <p>Right as long as every holder releases. Exposed by a pause longer than the lease: the lease
 * ends without a release, the next holder gets the same token, and the ledger cannot tell the two
 * apart. Breaks the service's promise of increasing tokens, and with it the resource's, both of
 * which the right one keeps under the same fault.
 */
public final class BrokenRepeatingToken implements LockSystem {

    private static final String COUNTER = "fence:";

    @Override
    public String name() {
        return "broken-repeating-token";
    }

    @Override
    public String summary() {
        return "redis-fenced that counts its token at the release, not at the grant";
    }

    @Override
    public Claims claims() {
        return new RedisFenced().claims();
    }

    @Override
    public Guard guard() {
        return Guard.FENCING_TOKEN;
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new LeaseLock(
                endpoints,
                options,
                LeaseSteps.owned()
                        .taking(BrokenRepeatingToken::takeWithoutCounting)
                        .giving(BrokenRepeatingToken::deleteAndCount));
    }

    private static LeaseSteps.Taken takeWithoutCounting(
            Redis redis, String lock, String owner, Duration lease) {
        LeaseSteps.Taken taken = LeaseSteps.setIfAbsent(redis, lock, owner, lease);
        if (!taken.granted()) {
            return taken;
        }
        String count = redis.call(client -> client.get(COUNTER + lock));
        return new LeaseSteps.Taken(
                true, OptionalLong.of(count == null ? 1 : Long.parseLong(count) + 1));
    }

    private static boolean deleteAndCount(Redis redis, String lock, String owner) {
        return redis.eval(
                        "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end"
                                + " redis.call('INCR', ARGV[2] .. KEYS[1])"
                                + " return redis.call('DEL', KEYS[1])",
                        lock,
                        owner,
                        COUNTER)
                .equals(1L);
    }
}
