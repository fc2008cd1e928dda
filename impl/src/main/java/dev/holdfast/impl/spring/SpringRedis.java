package dev.holdfast.impl.spring;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.redis.LeaseClaims;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;

/**
 * Spring Integration's RedisLockRegistry on Lettuce. Its unlock compares before it deletes, and
 * throws where the lock had expired.
 */
public final class SpringRedis implements LockSystem {

    @Override
    public String name() {
        return "spring-redis";
    }

    @Override
    public String summary() {
        return "Spring Integration's RedisLockRegistry: a key with the registry's id and an end";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return Registries.onRedis(endpoints, options);
    }
}
