package dev.holdfast.impl.redis;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;

/**
 * The Redis lock as its manual has it: a random owner, and a release that compares before it
 * deletes.
 *
 * <p>A late release frees nobody else, so the service stays a lock when a holder is paused or cut
 * off. The holder itself still does not learn that its lease ran out.
 */
public final class RedisToken implements LockSystem {

    @Override
    public String name() {
        return "redis-token";
    }

    @Override
    public String summary() {
        return "SET NX PX with a random owner, release by compare-and-delete in Lua";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new LeaseLock(endpoints, options, LeaseSteps.owned());
    }
}
