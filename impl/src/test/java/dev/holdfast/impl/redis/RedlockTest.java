package dev.holdfast.impl.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.lock.ServedLockContract;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedlockTest extends ServedLockContract {
    private static final Optional<Duration> SHORT = Optional.of(Duration.ofMillis(500));

    private final List<RedisServer> masters = new ArrayList<>();

    /** How many masters. */
    int count() {
        return 3;
    }

    @Override
    protected final LockSystem system() {
        return new Redlock(count());
    }

    @Override
    protected Endpoints endpoints() {
        while (masters.size() < count()) {
            masters.add(RedisServer.start());
        }
        Map<String, Address> addresses = new HashMap<>();
        for (int i = 0; i < masters.size(); i++) {
            addresses.put("redis-" + (char) ('a' + i), masters.get(i).address());
        }
        return new Endpoints(addresses);
    }

    @AfterEach
    void stop() {
        masters.forEach(RedisServer::close);
    }

    private void killMinority() {
        masters.subList(0, count() / 2).forEach(RedisServer::kill);
    }

    @Test
    void worksWithoutAMinority() throws InterruptedException {
        killMinority();
        Grant grant = first.acquire("pay-1", SHORT).orElseThrow();
        assertTrue(grant.lease().orElseThrow().compareTo(Duration.ofSeconds(2)) < 0, "" + grant);
        assertTrue(second.acquire("pay-1", SHORT).isEmpty(), "it is held");
        assertEquals(Release.RELEASED, first.release(grant));
        assertTrue(second.acquire("pay-1", SHORT).isPresent(), "it was released");
    }

    @Test
    void grantsNothingWithoutAMajority() throws InterruptedException {
        killMinority();
        masters.get(count() - 1).kill();
        assertTrue(first.acquire("pay-1", SHORT).isEmpty());
        for (RedisServer left : masters.subList(count() / 2, count() - 1)) {
            assertTrue(left.observer().keys("*").isEmpty(), "what it got it gave back");
        }
    }

    @Test
    void refusesTheReleaseOfWhatMostHaveForgotten() throws InterruptedException {
        Grant grant = first.acquire("pay-1", SHORT).orElseThrow();
        masters.subList(count() / 2, count()).forEach(master -> master.observer().flushAll());
        Grant other = second.acquire("pay-1", SHORT).orElseThrow();
        assertEquals(Release.NOT_HELD, first.release(grant));
        assertTrue(first.acquire("pay-1", SHORT).isEmpty(), "the other one still holds it");
        assertEquals(Release.RELEASED, second.release(other), "its own majority");
    }
}
