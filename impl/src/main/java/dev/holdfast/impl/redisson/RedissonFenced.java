package dev.holdfast.impl.redisson;

import dev.holdfast.impl.lock.Guard;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.redis.LeaseClaims;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;

/**
 * Redisson's RFencedLock, and a ledger that refuses lower tokens. The counter lives beside the
 * lock: where the server forgets one it forgets the other, and tokens begin again at 1.
 */
public final class RedissonFenced implements LockSystem {

    @Override
    public String name() {
        return "redisson-fenced";
    }

    @Override
    public String summary() {
        return "Redisson's RFencedLock; the ledger checks its tokens";
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
        return RedissonLocks.connect(endpoints, options, RedissonLocks.Kind.FENCED);
    }
}
