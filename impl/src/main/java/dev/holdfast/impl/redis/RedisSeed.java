package dev.holdfast.impl.redis;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.params.SetParams;

/**
 * The Redis lock of the article that this project started from, line by line: SET NX EX, ask again
 * every second, DEL.
 *
 * <p>What it lacks is the point: no owner in the value, so that a late release frees whoever holds
 * the lock by then; no renewal; no fencing token; no wait limit; no socket timeout.
 */
public final class RedisSeed implements LockSystem {

    @Override
    public String name() {
        return "redis-seed";
    }

    @Override
    public String summary() {
        return "SET key 1 EX ttl NX, retry every second, release by plain DEL";
    }

    /**
     * A late DEL frees another's lock, so even the service breaks as soon as a holder can be late.
     * A durable kill alone loses neither the key nor its time to live.
     */
    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer()
                .breaking(Promise.SERVICE, Hazard.PAUSE, Hazard.CUT, Hazard.LATENCY);
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new Client(endpoints.of("redis"), options.lease().toSeconds());
    }

    /** A new connection for every call, as the article has it. */
    private record Client(Address address, long ttlSeconds) implements LockClient {

        @Override
        public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit)
                throws InterruptedException {
            try (Redis redis = open()) {
                SetParams onlyIfAbsent = SetParams.setParams().ex(ttlSeconds).nx();
                while (redis.call(client -> client.set(lock, "1", onlyIfAbsent)) == null) {
                    Thread.sleep(1000);
                }
                return Optional.of(Grant.of(lock).withLease(Duration.ofSeconds(ttlSeconds)));
            }
        }

        @Override
        public Release release(Grant grant) {
            try (Redis redis = open()) {
                redis.call(client -> client.del(grant.lock()));
                return Release.RELEASED;
            }
        }

        private Redis open() {
            return Redis.at(address, Duration.ZERO, Duration.ZERO);
        }

        @Override
        public void close() {}
    }
}
