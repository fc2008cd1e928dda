package dev.holdfast.impl.broken;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.lock.Sharing;
import dev.holdfast.impl.redis.LeaseClaims;
import dev.holdfast.impl.redis.LeaseLock;
import dev.holdfast.impl.redis.Redis;
import dev.holdfast.impl.redis.RedisReentrant;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.exceptions.JedisException;

/**
 * {@link dev.holdfast.impl.redis.RedisReentrant} that takes a lost reply to a release for a failure
 * and releases again.
 *
 * <p>Exposed by replies that take longer than it waits for them: the first release was counted, so
 * is the second, and whoever had acquired twice holds nothing any more while it works on. Breaks
 * the service's promise, which the right one keeps under the same fault.
 */
public final class BrokenLostReply implements LockSystem {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMillis(300);

    @Override
    public String name() {
        return "broken-lost-reply";
    }

    @Override
    public String summary() {
        return "redis-reentrant that releases once more where no reply came";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public Sharing sharing() {
        return Sharing.REENTRANT;
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        Redis impatient = Redis.at(endpoints.of("redis"), CONNECT_LIMIT, PATIENCE);
        return new Closing(
                LeaseLock.ownedByThread(
                        endpoints,
                        options,
                        RedisReentrant.steps()
                                .giving(
                                        (redis, lock, owner) ->
                                                giveTwice(impatient, redis, lock, owner))),
                impatient);
    }

    private static boolean giveTwice(Redis impatient, Redis redis, String lock, String owner) {
        try {
            return RedisReentrant.give(impatient, lock, owner);
        } catch (JedisException lost) {
            return RedisReentrant.give(redis, lock, owner);
        }
    }

    /** The lock, which closes the connections for its first tries too. */
    private record Closing(LeaseLock lock, Redis impatient) implements LockClient {

        @Override
        public Optional<Grant> acquire(String name, Optional<Duration> waitLimit)
                throws InterruptedException {
            return lock.acquire(name, waitLimit);
        }

        @Override
        public Release release(Grant grant) throws InterruptedException {
            return lock.release(grant);
        }

        @Override
        public void close() {
            impatient.close();
            lock.close();
        }
    }
}
