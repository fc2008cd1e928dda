package dev.holdfast.impl.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.subject.DefiniteFailureException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.params.SetParams;

/** The lock as the article has it, its faults included: they are what is to be found. */
class RedisSeedTest {

    private static final Optional<Duration> AT_ONCE = Optional.of(Duration.ZERO);

    private RedisServer server;
    private LockClient client;

    @BeforeEach
    void start() {
        server = RedisServer.start();
        client =
                new RedisSeed()
                        .connect(
                                server.endpoints(),
                                new LockOptions("agent-1", Duration.ofSeconds(10)));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void setsTheKeyToOneForWholeSeconds() throws InterruptedException {
        Grant grant = client.acquire("pay-1", AT_ONCE).orElseThrow();
        assertEquals("1", server.observer().get("pay-1"));
        assertEquals(10, server.observer().ttl("pay-1"));
        assertEquals(Optional.of(Duration.ofSeconds(10)), grant.lease());
        assertFalse(grant.renewed());
        assertTrue(grant.token().isEmpty());
    }

    @Test
    void waitsWithoutALimitUntilTheKeyIsGone() throws InterruptedException {
        server.observer().set("pay-1", "1", SetParams.setParams().px(300));
        assertTrue(client.acquire("pay-1", AT_ONCE).isPresent());
    }

    @Test
    void freesTheLockOfWhoeverHasIt() throws InterruptedException {
        Grant grant = client.acquire("pay-1", AT_ONCE).orElseThrow();
        server.observer().set("pay-1", "another's");
        assertEquals(Release.RELEASED, client.release(grant));
        assertFalse(server.observer().exists("pay-1"));
        assertEquals(Release.RELEASED, client.release(grant), "and does not notice");
    }

    @Test
    void leavesNoConnectionBehind() throws InterruptedException {
        client.release(client.acquire("pay-1", AT_ONCE).orElseThrow());
        RedisServer.Await.until(
                "only the test's own connection is left",
                () -> server.observer().info("clients").contains("connected_clients:1\r"));
    }

    @Test
    void failsDefinitelyWhereNobodyListens() {
        server.kill();
        assertThrows(
                DefiniteFailureException.class, () -> client.acquire("pay-1", Optional.empty()));
    }
}
