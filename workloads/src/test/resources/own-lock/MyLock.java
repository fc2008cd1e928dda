package com.acme;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

public class MyLock implements LockSystem {
    public String name() {
        return "my-lock";
    }

    public String summary() {
        return "what I run in production";
    }

    public LockClient connect(Endpoints endpoints, LockOptions options) {
        var address = endpoints.of("redis");
        var redis = RedisClient.create(address.host(), address.port());
        return new LockClient() {
            public Optional<Grant> acquire(String lock, Optional<Duration> limit)
                    throws InterruptedException {
                var params = SetParams.setParams().nx().px(options.lease().toMillis());
                long end = System.nanoTime() + limit.orElse(Duration.ofDays(1)).toNanos();
                while (redis.set(lock, options.client(), params) == null) {
                    if (System.nanoTime() > end) {
                        return Optional.empty();
                    }
                    Thread.sleep(20);
                }
                return Optional.of(Grant.of(lock).withLease(options.lease()));
            }

            public Release release(Grant grant) {
                redis.del(grant.lock());
                return Release.RELEASED;
            }

            public void close() {
                redis.close();
            }
        };
    }
}
