package dev.holdfast.impl.redisson;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.redis.LeaseClaims;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;

/** Redisson's RLock with a lease, which nobody renews. */
public final class RedissonLock implements LockSystem {

    @Override
    public String name() {
        return "redisson";
    }

    @Override
    public String summary() {
        return "Redisson's RLock with a lease: a Redis hash of owner and count, woken by pub/sub";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return RedissonLocks.connect(endpoints, options, RedissonLocks.Kind.LEASED);
    }
}
