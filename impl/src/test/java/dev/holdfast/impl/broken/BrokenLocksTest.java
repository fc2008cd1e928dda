package dev.holdfast.impl.broken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Mode;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.redis.RedisFenced;
import dev.holdfast.impl.redis.RedisQueue;
import dev.holdfast.impl.redis.RedisReentrant;
import dev.holdfast.impl.redis.RedisRwLock;
import dev.holdfast.impl.redis.RedisSemaphore;
import dev.holdfast.impl.redis.RedisServer;
import dev.holdfast.impl.redis.RedisServer.Await;
import dev.holdfast.impl.redis.RedisToken;
import dev.holdfast.impl.redis.RedisWatchdog;
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
import redis.clients.jedis.params.SetParams;

/** Each specimen does its wrong thing where its right counterpart does not. */
class BrokenLocksTest {

    private static final Optional<Duration> AT_ONCE = Optional.of(Duration.ZERO);
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

    /** The lease of a first holder ends, a second one gets the lock, the first releases. */
    private boolean lateReleaseFrees(LockSystem system) throws InterruptedException {
        LockClient first = client(system);
        Grant late = first.acquire("pay-1", AT_ONCE).orElseThrow();
        server.observer().del("pay-1");
        client(system).acquire("pay-1", AT_ONCE).orElseThrow();
        first.release(late);
        return !server.observer().exists("pay-1");
    }

    @Test
    void aReleaseWithoutOwnerCheckFreesAnothersLock() throws InterruptedException {
        assertEquals(true, lateReleaseFrees(new BrokenReleaseWithoutOwnerCheck()));
        assertEquals(false, lateReleaseFrees(new RedisToken()));
    }

    @Test
    void aCheckBeforeADeleteFreesAnothersLock() throws Exception {
        assertEquals(false, lateReleaseFrees(new BrokenCheckThenDelete()), "checked too late");
        server.observer().flushAll();
        LockClient first = client(new BrokenCheckThenDelete());
        Grant late = first.acquire("pay-1", AT_ONCE).orElseThrow();
        long before = gets();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Release> releasing = thread.submit(() -> first.release(late));
            Await.until("it has checked", () -> gets() > before);
            server.observer().set("pay-1", "another's", SetParams.setParams().px(LEASE.toMillis()));
            assertEquals(Release.RELEASED, releasing.get());
        } finally {
            thread.shutdownNow();
        }
        assertEquals(false, server.observer().exists("pay-1"));
    }

    private static long gets() {
        String stats = server.observer().info("commandstats");
        return stats.lines()
                .filter(line -> line.startsWith("cmdstat_get:calls="))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^=]*=(\\d+).*", "$1")))
                .sum();
    }

    @Test
    void aLeaseInTheWrongUnitEndsAtOnce() throws InterruptedException {
        Grant grant = client(new BrokenTtlUnit()).acquire("pay-1", AT_ONCE).orElseThrow();
        assertEquals(Optional.of(LEASE), grant.lease(), "as it claims");
        Optional<Duration> within = Optional.of(LEASE.dividedBy(2));
        assertEquals(true, client(new BrokenTtlUnit()).acquire("pay-1", within).isPresent());
        client(new RedisToken()).acquire("pay-2", AT_ONCE).orElseThrow();
        Optional<Duration> shortly = Optional.of(Duration.ofMillis(100));
        assertEquals(false, client(new RedisToken()).acquire("pay-2", shortly).isPresent());
    }

    @Test
    void aSetWithoutNxGrantsWhatIsHeld() throws InterruptedException {
        client(new BrokenIgnoresNx()).acquire("pay-1", AT_ONCE).orElseThrow();
        assertEquals(true, client(new BrokenIgnoresNx()).acquire("pay-1", AT_ONCE).isPresent());
    }

    @Test
    void aTokenCountedAtTheReleaseRepeatsWithoutOne() throws InterruptedException {
        LockSystem broken = new BrokenRepeatingToken();
        LockClient client = client(broken);
        Grant released = client.acquire("pay-1", AT_ONCE).orElseThrow();
        assertEquals(Release.RELEASED, client.release(released));
        long expired = tokenAndExpire(broken);
        assertNotEquals(expired, released.token().orElseThrow());
        assertEquals(expired, tokenAndExpire(broken), "the same token again");
        assertNotEquals(tokenAndExpire(new RedisFenced()), tokenAndExpire(new RedisFenced()));
    }

    private long tokenAndExpire(LockSystem system) throws InterruptedException {
        Grant grant = client(system).acquire("pay-1", AT_ONCE).orElseThrow();
        server.observer().del("pay-1");
        return grant.token().orElseThrow();
    }

    @Test
    void aWatchdogThatSetsAgainTakesAnothersLock() throws InterruptedException {
        assertEquals(Release.RELEASED, releaseAfterAnotherGotIt(new BrokenWatchdogRevives()));
        assertEquals(false, server.observer().exists("pay-1"), "and freed it");
        assertEquals(Release.NOT_HELD, releaseAfterAnotherGotIt(new RedisWatchdog()));
        assertEquals("another's", server.observer().get("pay-1"));
    }

    private Release releaseAfterAnotherGotIt(LockSystem system) throws InterruptedException {
        LockClient first = client(system);
        Grant late = first.acquire("pay-1", AT_ONCE).orElseThrow();
        server.observer().set("pay-1", "another's");
        long start = System.nanoTime();
        Await.until(
                "its watchdog had a turn",
                () ->
                        !"another's".equals(server.observer().get("pay-1"))
                                || System.nanoTime() - start > LEASE.toNanos() / 2);
        return first.release(late);
    }

    @Test
    void aForgottenCountFreesWhatIsStillHeld() throws InterruptedException {
        assertEquals(true, innerReleaseFrees(new BrokenReentrancyCount()));
        assertEquals(false, innerReleaseFrees(new RedisReentrant()));
    }

    private boolean innerReleaseFrees(LockSystem system) throws InterruptedException {
        server.observer().flushAll();
        LockClient client = client(system);
        client.acquire("pay-1", AT_ONCE).orElseThrow();
        client.release(client.acquire("pay-1", AT_ONCE).orElseThrow());
        return !server.observer().exists("pay-1");
    }

    @Test
    void aLatePermitIsGivenAwayTwice() throws InterruptedException {
        assertEquals(true, lateReleaseMakesRoom(new BrokenLeakingSemaphore()));
        assertEquals(false, lateReleaseMakesRoom(new RedisSemaphore()));
    }

    private boolean lateReleaseMakesRoom(LockSystem system) throws InterruptedException {
        server.observer().flushAll();
        LockClient first = client(system);
        LockClient second = client(system);
        Grant late = first.acquire("pool", Mode.PERMIT, AT_ONCE).orElseThrow();
        server.observer().del("pool");
        second.acquire("pool", Mode.PERMIT, AT_ONCE).orElseThrow();
        second.acquire("pool", Mode.PERMIT, AT_ONCE).orElseThrow();
        first.release(late);
        return second.acquire("pool", Mode.PERMIT, AT_ONCE).isPresent();
    }

    @Test
    void aWriterComesInBesideReaders() throws InterruptedException {
        for (LockSystem system : List.of(new BrokenWriterBesideReaders(), new RedisRwLock())) {
            server.observer().flushAll();
            client(system).acquire("pay-1", Mode.SHARED, AT_ONCE).orElseThrow();
            assertEquals(
                    system instanceof BrokenWriterBesideReaders,
                    client(system).acquire("pay-1", Mode.EXCLUSIVE, AT_ONCE).isPresent());
        }
    }

    @Test
    void twoOfTheQueueAreWoken() throws Exception {
        assertEquals(2, woken(new BrokenQueueWakesTwo()));
        assertEquals(1, woken(new RedisQueue()));
    }

    private int woken(LockSystem system) throws Exception {
        server.observer().flushAll();
        LockClient holder = client(system);
        Grant held = holder.acquire("pay-1", AT_ONCE).orElseThrow();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Optional<Duration> within = Optional.of(LEASE.dividedBy(2));
            LockClient waiter = client(system);
            List<Future<Optional<Grant>>> waiting = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                waiting.add(threads.submit(() -> waiter.acquire("pay-1", within)));
            }
            Await.until("both wait", () -> server.observer().llen("pay-1:queue") == 2);
            holder.release(held);
            int granted = 0;
            for (Future<Optional<Grant>> one : waiting) {
                granted += one.get().isPresent() ? 1 : 0;
            }
            return granted;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theClockGivesATokenTwice() throws InterruptedException {
        boolean repeated = false;
        for (int i = 0; i < 3 && !repeated; i++) { // a second may end between the two
            repeated =
                    tokenAndExpire(new BrokenClockToken())
                            == tokenAndExpire(new BrokenClockToken());
        }
        assertEquals(true, repeated);
    }
}
