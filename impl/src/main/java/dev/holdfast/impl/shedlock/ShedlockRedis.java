package dev.holdfast.impl.shedlock;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.WarmUp;
import dev.holdfast.impl.spring.Lettuce;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.redis.spring.RedisLockProvider;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * ShedLock on Redis, by Spring's connections, as its manual sets it up.
 *
 * <p>By default it deletes the key without a look at whose it is ({@code safeUpdate} is false), so
 * whoever is late frees the lock of another.
 */
public final class ShedlockRedis implements LockSystem {

    @Override
    public String name() {
        return "shedlock-redis";
    }

    @Override
    public String summary() {
        return "ShedLock on Redis: SET NX PX with a random value, unlock by plain DEL";
    }

    @Override
    public Claims claims() {
        return ShedlockClaims.ofLateUnlocks();
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return WarmUp.of(new ShedLocks(OnRedis.at(endpoints), options.lease()), options.client());
    }

    private record OnRedis(LettuceConnectionFactory connections, LockProvider provider)
            implements ShedLocks.Store {

        static OnRedis at(Endpoints endpoints) {
            LettuceConnectionFactory connections = Lettuce.connections(endpoints);
            return new OnRedis(connections, new RedisLockProvider(connections, "holdfast"));
        }

        @Override
        public void prepare() {}

        @Override
        public boolean grantsWholeLease() {
            return true;
        }

        @Override
        public void close() {
            connections.destroy();
        }
    }
}
