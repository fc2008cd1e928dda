package dev.holdfast.impl.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Mode;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.redis.RedisServer.Await;
import dev.holdfast.impl.subject.DefiniteFailureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Locks that more than one may hold, or one more than once, or that are handed over. */
class SharedLocksTest {
    private static final Optional<Duration> AT_ONCE = Optional.of(Duration.ZERO);
    private static final Optional<Duration> SOON = Optional.of(Duration.ofSeconds(5));
    private static final Duration LEASE = Duration.ofSeconds(2);

    private static RedisServer server;
    private final List<LockClient> open = new ArrayList<>();

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
    void empty() {
        server.observer().flushAll();
    }

    @AfterEach
    void closeAll() {
        open.forEach(LockClient::close);
    }

    private LockClient client(LockSystem system) {
        LockClient client =
                system.connect(server.endpoints(), new LockOptions("agent-" + open.size(), LEASE));
        open.add(client);
        return client;
    }

    @Test
    void readersReadTogetherAndWritersWriteAlone() throws InterruptedException {
        LockClient a = client(new RedisRwLock());
        LockClient b = client(new RedisRwLock());
        Grant first = a.acquire("pay-1", Mode.SHARED, AT_ONCE).orElseThrow();
        Grant second = b.acquire("pay-1", Mode.SHARED, AT_ONCE).orElseThrow();
        assertEquals(Release.RELEASED, a.release(first));
        assertEquals(Release.NOT_HELD, a.release(first), "a second time");
        assertTrue(a.acquire("pay-1", Mode.EXCLUSIVE, AT_ONCE).isEmpty(), "one still reads");
        assertEquals(Release.RELEASED, b.release(second));
        Grant writer = a.acquire("pay-1", Mode.EXCLUSIVE, AT_ONCE).orElseThrow();
        assertTrue(b.acquire("pay-1", Mode.EXCLUSIVE, AT_ONCE).isEmpty(), "one writes");
        assertTrue(b.acquire("pay-1", Mode.SHARED, AT_ONCE).isEmpty(), "one writes");
        assertEquals(Release.RELEASED, a.release(writer));
        assertTrue(b.acquire("pay-1", Mode.SHARED, SOON).isPresent());
        assertThrows(
                DefiniteFailureException.class, () -> a.acquire("pay-1", Mode.PERMIT, AT_ONCE));
    }

    @Test
    void aReaderThatIsGoneKeepsWritersOutForALease() throws InterruptedException {
        client(new RedisRwLock()).acquire("pay-1", Mode.SHARED, AT_ONCE).orElseThrow();
        long start = System.nanoTime();
        client(new RedisRwLock()).acquire("pay-1", Mode.EXCLUSIVE, SOON).orElseThrow();
        assertTrue(System.nanoTime() - start > LEASE.dividedBy(2).toNanos());
    }

    @Test
    void asManyHoldASemaphoreAsThereArePermits() throws InterruptedException {
        LockClient a = client(new RedisSemaphore());
        LockClient b = client(new RedisSemaphore());
        Grant first = a.acquire("pool", Mode.PERMIT, AT_ONCE).orElseThrow();
        assertTrue(b.acquire("pool", Mode.PERMIT, AT_ONCE).isPresent());
        assertTrue(b.acquire("pool", Mode.PERMIT, AT_ONCE).isEmpty(), "both are taken");
        assertEquals(Release.RELEASED, a.release(first));
        assertEquals(Release.NOT_HELD, a.release(first), "it gave it back already");
        assertTrue(b.acquire("pool", Mode.PERMIT, AT_ONCE).isPresent());
        assertTrue(a.acquire("pool", Mode.PERMIT, AT_ONCE).isEmpty(), "both are taken again");
        assertThrows(DefiniteFailureException.class, () -> a.acquire("pool", AT_ONCE));
    }

    @Test
    void aReentrantLockIsFreeWhenReleasedAsOftenAsAcquired() throws Exception {
        LockClient a = client(new RedisReentrant());
        LockClient b = client(new RedisReentrant());
        Grant outer = a.acquire("pay-1", AT_ONCE).orElseThrow();
        Grant inner = a.acquire("pay-1", AT_ONCE).orElseThrow();
        assertTrue(inAnotherThread(a).isEmpty(), "another thread is another holder");
        assertEquals(Release.RELEASED, a.release(inner));
        assertTrue(b.acquire("pay-1", AT_ONCE).isEmpty(), "it is held once still");
        assertEquals(Release.RELEASED, a.release(outer));
        assertEquals(Release.NOT_HELD, a.release(outer));
        assertTrue(b.acquire("pay-1", AT_ONCE).isPresent());
    }

    private static Optional<Grant> inAnotherThread(LockClient client) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            return thread.submit(() -> client.acquire("pay-1", AT_ONCE)).get();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void aQueueHandsTheLockToTheFirstThatWaits() throws Exception {
        LockClient a = client(new RedisQueue());
        LockClient b = client(new RedisQueue());
        Grant held = a.acquire("pay-1", AT_ONCE).orElseThrow();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Optional<Grant>> waiting = thread.submit(() -> b.acquire("pay-1", SOON));
            Await.until("it stands in line", () -> server.observer().llen("pay-1:queue") == 1);
            assertEquals(Release.RELEASED, a.release(held));
            assertTrue(server.observer().exists("pay-1"), "handed over, not free");
            assertTrue(a.acquire("pay-1", AT_ONCE).isEmpty(), "it stands behind the other");
            Grant handed = waiting.get().orElseThrow();
            assertEquals(Release.NOT_HELD, a.release(held));
            assertEquals(Release.RELEASED, b.release(handed));
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void whoLeftTheQueueIsPassedOver() throws InterruptedException {
        LockClient a = client(new RedisQueue());
        Grant held = a.acquire("pay-1", AT_ONCE).orElseThrow();
        assertTrue(client(new RedisQueue()).acquire("pay-1", AT_ONCE).isEmpty());
        Await.until("it is missed", () -> server.observer().keys("pay-1:seen:*").isEmpty());
        assertEquals(Release.RELEASED, a.release(held));
        assertFalse(server.observer().exists("pay-1"), "nobody is left to hand it to");
    }
}
