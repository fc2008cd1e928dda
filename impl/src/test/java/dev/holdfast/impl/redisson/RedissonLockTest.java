package dev.holdfast.impl.redisson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.holdfast.impl.lock.ExpiringLockContract;
import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.redis.RedisServer;
import dev.holdfast.impl.topology.Endpoints;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedissonLockTest extends ExpiringLockContract {
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
        return new RedissonLock();
    }

    @Override
    protected Endpoints endpoints() {
        return server.endpoints();
    }

    /** The server may have lost the answer to a first release that it knows of no more. */
    @Test
    void whileTheLeaseMayRunARefusedReleaseProvesNothing() throws InterruptedException {
        Grant lost = first.acquire("pay-8", Optional.empty()).orElseThrow();
        assertEquals(1, server.observer().del("pay-8"));
        assertThrows(IllegalMonitorStateException.class, () -> first.release(lost));
    }
}
