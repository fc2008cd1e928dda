package dev.holdfast.impl.broken;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Mode;
import dev.holdfast.impl.lock.Sharing;
import dev.holdfast.impl.redis.LeaseClaims;
import dev.holdfast.impl.redis.LeaseLock;
import dev.holdfast.impl.redis.Redis;
import dev.holdfast.impl.redis.RedisSemaphore;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;
import java.util.Map;

/**
 * {@link dev.holdfast.impl.redis.RedisSemaphore} whose release puts back any permit.
 *
 * <p>Right as long as everybody holds what it gives back. Exposed by a pause longer than the lease:
 * the permit of the paused holder was given to another when its lease ended, and its late release
 * gives it away once more, while that one still holds it. Breaks the service's promise, which the
 * right one keeps under the same fault. (A permit that is lost the other way round, taken and never
 * given back, only makes the others wait.)
 */
public final class BrokenLeakingSemaphore implements LockSystem {

    @Override
    public String name() {
        return "broken-leaking-semaphore";
    }

    @Override
    public String summary() {
        return "redis-semaphore whose release puts back the oldest permit, whoever holds it";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public Sharing sharing() {
        return Sharing.semaphore(RedisSemaphore.PERMITS);
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return LeaseLock.shared(
                endpoints,
                options,
                Map.of(
                        Mode.PERMIT,
                        RedisSemaphore.steps().giving(BrokenLeakingSemaphore::putBackAny)));
    }

    private static boolean putBackAny(Redis redis, String lock, String owner) {
        redis.call(client -> client.zpopmin(lock));
        return true;
    }
}
