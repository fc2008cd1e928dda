package dev.holdfast.impl.broken;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Mode;
import dev.holdfast.impl.lock.Sharing;
import dev.holdfast.impl.redis.LeaseClaims;
import dev.holdfast.impl.redis.LeaseLock;
import dev.holdfast.impl.redis.LeaseSteps;
import dev.holdfast.impl.redis.RedisRwLock;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;
import java.util.Map;

/**
 * {@link dev.holdfast.impl.redis.RedisRwLock} whose writers look for a writer only.
 *
 * <p>Needs no fault: a writer comes in while others read. Breaks every promise; the service's most
 * plainly.
 */
public final class BrokenWriterBesideReaders implements LockSystem {

    @Override
    public String name() {
        return "broken-writer-beside-readers";
    }

    @Override
    public String summary() {
        return "redis-rwlock whose writers wait for other writers, not for readers";
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public Sharing sharing() {
        return Sharing.READ_WRITE;
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return LeaseLock.shared(
                endpoints,
                options,
                Map.of(
                        Mode.EXCLUSIVE,
                        RedisRwLock.writing().taking(LeaseSteps::setIfAbsent),
                        Mode.SHARED,
                        RedisRwLock.reading()));
    }
}
