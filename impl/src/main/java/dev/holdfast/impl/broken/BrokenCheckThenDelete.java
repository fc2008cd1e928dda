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
 * {@link dev.holdfast.impl.redis.RedisToken} whose release asks for the owner, tells its listeners,
 * and then deletes.
 *
 * <p>Exposed by a pause that falls between the two calls and outlasts the lease: the key that is
 * deleted is the next holder's, so a third gets the lock while the second still holds it. Breaks
 * the service's promise, which the right one keeps under the same fault.
 */
public final class BrokenCheckThenDelete implements LockSystem {

    @Override
    public String name() {
        return "broken-check-then-delete";
    }

    @Override
    public String summary() {
        return "redis-token whose release compares in one call and deletes in the next";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        Duration listeners = options.lease().dividedBy(16);
        return new LeaseLock(
                endpoints,
                options,
                LeaseSteps.owned()
                        .giving(
                                (redis, lock, owner) ->
                                        checkThenDelete(redis, lock, owner, listeners)));
    }

    /** Its listeners take long enough for a pause at a random moment to hit them. */
    private static boolean checkThenDelete(
            Redis redis, String lock, String owner, Duration listeners)
            throws InterruptedException {
        if (!owner.equals(redis.call(client -> client.get(lock)))) {
            return false;
        }
        Thread.sleep(listeners.toMillis());
        redis.call(client -> client.del(lock));
        return true;
    }
}
