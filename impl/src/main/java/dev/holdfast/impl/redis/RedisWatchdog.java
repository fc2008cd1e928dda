package dev.holdfast.impl.redis;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;

/**
 * The lock of {@link RedisToken} whose lease a watchdog renews three times per lease.
 *
 * <p>Helps a holder that is slow; not one that is paused or cut off, since then its watchdog is
 * too.
 */
public final class RedisWatchdog implements LockSystem {

    @Override
    public String name() {
        return "redis-watchdog";
    }

    @Override
    public String summary() {
        return "redis-token with a watchdog that renews the lease while it is still the owner's";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new LeaseLock(
                endpoints, options, LeaseSteps.owned().renewing(LeaseSteps::extendIfOwner));
    }
}
