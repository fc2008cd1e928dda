package dev.holdfast.impl.redisson;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.redis.LeaseClaims;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;

/**
 * Redisson's RLock without a lease: the client renews the one that it takes, three times in its
 * length, for as long as it lives.
 */
public final class RedissonWatchdog implements LockSystem {

    @Override
    public String name() {
        return "redisson-watchdog";
    }

    @Override
    public String summary() {
        return "Redisson's RLock without a lease, kept by its watchdog (lockWatchdogTimeout)";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return RedissonLocks.connect(endpoints, options, RedissonLocks.Kind.RENEWED);
    }
}
