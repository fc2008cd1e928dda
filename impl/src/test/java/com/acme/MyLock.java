package com.acme;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/** A lock that never expires: safe, and stuck as soon as a holder dies. */
public final class MyLock implements LockSystem {

    @Override
    public String name() {
        return "my-lock";
    }

    @Override
    public String summary() {
        return "SET NX without a time to live";
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        Address redis = endpoints.of("redis");
        return new Client(RedisClient.create(redis.host(), redis.port()));
    }

    private record Client(RedisClient redis) implements LockClient {

        @Override
        public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit)
                throws InterruptedException {
            long start = System.nanoTime();
            while (redis.set(lock, "held", SetParams.setParams().nx()) == null) {
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                if (waitLimit.isPresent() && waited.compareTo(waitLimit.get()) >= 0) {
                    return Optional.empty();
                }
                Thread.sleep(20);
            }
            return Optional.of(Grant.of(lock));
        }

        @Override
        public Release release(Grant grant) {
            return redis.del(grant.lock()) == 1 ? Release.RELEASED : Release.NOT_HELD;
        }

        @Override
        public void close() {
            redis.close();
        }
    }
}
