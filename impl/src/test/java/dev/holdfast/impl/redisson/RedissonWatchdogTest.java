package dev.holdfast.impl.redisson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.lock.ServedLockContract;
import dev.holdfast.impl.redis.RedisServer;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedissonWatchdogTest extends ServedLockContract {
    private static RedisServer server;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected LockSystem system() {
        return new RedissonWatchdog();
    }

    @Override
    protected Endpoints endpoints() {
        return server.endpoints();
    }

    @Test
    void keepsItBeyondTheLease() throws InterruptedException {
        Grant grant = first.acquire("pay-7", Optional.empty()).orElseThrow();
        assertTrue(grant.renewed());
        assertTrue(second.acquire("pay-7", Optional.of(Duration.ofSeconds(3))).isEmpty());
        assertEquals(Release.RELEASED, first.release(grant));
    }
}
