package dev.holdfast.impl.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.holdfast.impl.lock.ExpiringLockContract;
import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.redis.RedisServer;
import dev.holdfast.impl.topology.Endpoints;
import java.util.ConcurrentModificationException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SpringRedisTest extends ExpiringLockContract {
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
        return new SpringRedis();
    }

    @Override
    protected Endpoints endpoints() {
        return server.endpoints();
    }

    /** Lettuce may have sent a release twice, and the first one may have taken effect. */
    @Test
    void whileTheLeaseMayRunARefusedReleaseProvesNothing() throws InterruptedException {
        Grant lost = first.acquire("pay-8", Optional.empty()).orElseThrow();
        assertEquals(1, server.observer().del("holdfast:pay-8"));
        assertThrows(ConcurrentModificationException.class, () -> first.release(lost));
    }
}
