package dev.holdfast.impl.broken;

import dev.holdfast.impl.lock.Guard;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.redis.LeaseLock;
import dev.holdfast.impl.redis.LeaseSteps;
import dev.holdfast.impl.redis.Redis;
import dev.holdfast.impl.redis.RedisFenced;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * {@link dev.holdfast.impl.redis.RedisFenced} whose token is the time on the client's clock, in
 * seconds.
 *
 * <p>Needs no fault: within a second the lock changes hands and the token stays the same, so the
 * ledger cannot tell the two holders apart. (That clocks of two machines differ, and go back, only
 * adds to it.) Breaks the service's promise of increasing tokens, and with it the resource's.
 */
public final class BrokenClockToken implements LockSystem {

    @Override
    public String name() {
        return "broken-clock-token";
    }

    @Override
    public String summary() {
        return "redis-fenced whose token is the second on the clock of the client";
    }

    @Override
    public Claims claims() {
        return new RedisFenced().claims();
    }

    @Override
    public Guard guard() {
        return Guard.FENCING_TOKEN;
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new LeaseLock(
                endpoints, options, LeaseSteps.owned().taking(BrokenClockToken::takeByTheClock));
    }

    private static LeaseSteps.Taken takeByTheClock(
            Redis redis, String lock, String owner, Duration lease) {
        LeaseSteps.Taken taken = LeaseSteps.setIfAbsent(redis, lock, owner, lease);
        return taken.granted()
                ? new LeaseSteps.Taken(true, OptionalLong.of(Instant.now().getEpochSecond()))
                : taken;
    }
}
