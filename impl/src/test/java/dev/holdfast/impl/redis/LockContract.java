package dev.holdfast.impl.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.lock.Crowd;
import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Release;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.params.SetParams;

/** What every safe lock with a lease does; a lock passes by answering {@link #system}. */
abstract class LockContract {

    static final Optional<Duration> AT_ONCE = Optional.of(Duration.ZERO);
    static final Duration LEASE = Duration.ofSeconds(1);

    private static RedisServer server;
    LockClient first;
    LockClient second;

    /** The lock under test. */
    abstract LockSystem system();

    @BeforeAll
    static void startServer() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void connect() {
        server.observer().flushAll();
        first = client("agent-1");
        second = client("agent-2");
    }

    @AfterEach
    void disconnect() {
        first.close();
        second.close();
    }

    final LockClient client(String name) {
        return system().connect(server.endpoints(), new LockOptions(name, LEASE));
    }

    /** What a lease that ran out looks like to its holder, without the waiting. */
    final void expire(String lock) {
        assertEquals(1, server.observer().del(lock));
    }

    /** What another holder's grant looks like on the server. */
    final void setByAnother(String lock, Duration lease) {
        server.observer().set(lock, "another", SetParams.setParams().px(lease.toMillis()));
    }

    final Duration ttl(String lock) {
        return Duration.ofMillis(server.observer().pttl(lock));
    }

    @Test
    void grantsOnlyOneOfTwo() throws InterruptedException {
        Grant grant = first.acquire("pay-1", AT_ONCE).orElseThrow();
        assertEquals("pay-1", grant.lock());
        assertTrue(second.acquire("pay-1", AT_ONCE).isEmpty(), "it is held");
        assertTrue(first.acquire("pay-1", AT_ONCE).isEmpty(), "it is held by the same client");
        assertTrue(second.acquire("pay-2", AT_ONCE).isPresent(), "another lock is free");
        assertEquals(Release.RELEASED, first.release(grant));
        assertTrue(second.acquire("pay-1", AT_ONCE).isPresent(), "it was released");
    }

    @Test
    void waitsUntilReleased() throws Exception {
        Grant grant = first.acquire("pay-1", AT_ONCE).orElseThrow();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Optional<Grant>> waiting =
                    thread.submit(() -> second.acquire("pay-1", Optional.empty()));
            assertEquals(Release.RELEASED, first.release(grant));
            assertTrue(waiting.get().isPresent());
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void givesUpAtTheWaitLimit() throws InterruptedException {
        first.acquire("pay-1", AT_ONCE).orElseThrow();
        assertTrue(second.acquire("pay-1", Optional.of(Duration.ofMillis(120))).isEmpty());
    }

    @Test
    void grantsLastALease() throws InterruptedException {
        Grant grant = first.acquire("pay-1", AT_ONCE).orElseThrow();
        assertEquals(Optional.of(LEASE), grant.lease());
        Duration left = ttl("pay-1");
        assertTrue(!left.isNegative() && left.compareTo(LEASE) <= 0, "time to live " + left);
        assertTrue(left.compareTo(LEASE.dividedBy(2)) > 0, "time to live " + left);
    }

    @Test
    void refusesTheReleaseOfALostLock() throws InterruptedException {
        Grant lost = first.acquire("pay-1", AT_ONCE).orElseThrow();
        expire("pay-1");
        Grant held = second.acquire("pay-1", AT_ONCE).orElseThrow();
        assertEquals(Release.NOT_HELD, first.release(lost));
        assertTrue(first.acquire("pay-1", AT_ONCE).isEmpty(), "the other one still holds it");
        assertEquals(Release.RELEASED, second.release(held));
        assertEquals(Release.NOT_HELD, second.release(held), "a second time");
    }

    @Test
    void neverHasTwoHolders() {
        Crowd.takesTurns(first, second, "pay-1");
    }
}
