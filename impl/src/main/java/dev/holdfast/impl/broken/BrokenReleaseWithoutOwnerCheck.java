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

/**
 * {@link dev.holdfast.impl.redis.RedisToken} whose release is a plain DEL.
 *
 * <p>Exposed by a pause longer than the lease: the holder wakes up and frees the lock of the next
 * one, so a third gets it while the second still holds it. Breaks the service's promise, which the
 * right one keeps under the same fault.
 */
public final class BrokenReleaseWithoutOwnerCheck implements LockSystem {

    @Override
    public String name() {
        return "broken-release-without-owner-check";
    }

    @Override
    public String summary() {
        return "redis-token whose release deletes whatever is there";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new LeaseLock(
                endpoints,
                options,
                LeaseSteps.owned().giving(BrokenReleaseWithoutOwnerCheck::deleteAnyway));
    }

    private static boolean deleteAnyway(Redis redis, String lock, String owner) {
        redis.call(client -> client.del(lock));
        return true;
    }
}
