package dev.holdfast.impl.redis;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.Guard;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.Optional;

/**
 * No lock at all: every acquire is granted on the spot, and the ledger writes only over what the
 * writer has read.
 *
 * <p>Two holders at once are the normal case, so neither service nor belief is promised. The
 * account itself is the only thing that must survive, and it stands in the one service that this
 * needs.
 */
public final class RedisCas implements LockSystem {

    @Override
    public String name() {
        return "redis-cas";
    }

    @Override
    public String summary() {
        return "optimistic: no lock, the ledger compares the version before it writes";
    }

    @Override
    public Claims claims() {
        Hazard[] always = Hazard.values();
        return Claims.only(Promise.RESOURCE)
                .breaking(Promise.SERVICE, Hazard.NONE, always)
                .breaking(Promise.BELIEF, Hazard.NONE, always)
                .breaking(Promise.RESOURCE, Hazard.KILL_VOLATILE, Hazard.FAILOVER);
    }

    @Override
    public Guard guard() {
        return Guard.COMPARE_AND_SET;
    }

    @Override
    public Optional<String> ledgerService() {
        return Optional.of("redis");
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new Client();
    }

    private static final class Client implements LockClient {

        @Override
        public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit) {
            return Optional.of(Grant.of(lock));
        }

        @Override
        public Release release(Grant grant) {
            return Release.RELEASED;
        }

        @Override
        public void close() {}
    }
}
