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
import redis.clients.jedis.params.SetParams;

/**
 * {@link dev.holdfast.impl.redis.RedisWatchdog} that renews with a plain SET, at the release once
 * more so that the lease cannot run out under it.
 *
 * <p>Exposed by a pause longer than the lease: the holder wakes up, and its renewal takes the lock
 * back from whoever has it by then. Its release then succeeds and frees the lock while the other
 * still holds it, so a third gets it. Breaks the service's promise; the right one loses only belief
 * under the same fault, stops renewing, and its release says so.
 */
public final class BrokenWatchdogRevives implements LockSystem {

    @Override
    public String name() {
        return "broken-watchdog-revives";
    }

    @Override
    public String summary() {
        return "redis-watchdog that renews by setting the key again, lost or not";
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
                LeaseSteps.owned()
                        .renewing(BrokenWatchdogRevives::setAgain)
                        .giving(BrokenWatchdogRevives::renewAndDelete));
    }

    private static boolean setAgain(Redis redis, String lock, String owner, Duration lease) {
        SetParams always = SetParams.setParams().px(lease.toMillis());
        redis.call(client -> client.set(lock, owner, always));
        return true;
    }

    private static boolean renewAndDelete(Redis redis, String lock, String owner) {
        redis.call(client -> client.set(lock, owner, SetParams.setParams().keepTtl()));
        return LeaseSteps.deleteIfOwner(redis, lock, owner);
    }
}
