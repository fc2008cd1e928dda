package dev.holdfast.impl.redis;

import dev.holdfast.impl.lock.Guard;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;

/**
 * The lock of {@link RedisToken} with a fencing token, and a ledger that refuses lower tokens.
 *
 * <p>Two clients may both believe that they hold it; it does not promise otherwise. The ledger
 * follows only the younger one, as long as the counter is not lost: after that, tokens repeat, and
 * an old holder passes for the new one.
 */
public final class RedisFenced implements LockSystem {

    @Override
    public String name() {
        return "redis-fenced";
    }

    @Override
    public String summary() {
        return "redis-token with a fencing token counted in the same script; the ledger checks it";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.fencedOnOneServer();
    }

    @Override
    public Guard guard() {
        return Guard.FENCING_TOKEN;
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new LeaseLock(
                endpoints, options, LeaseSteps.owned().taking(LeaseSteps::setIfAbsentAndCount));
    }
}
