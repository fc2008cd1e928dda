package dev.holdfast.impl.redisson;

import dev.holdfast.impl.lock.ExpiringLockContract;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.redis.RedisServer;
import dev.holdfast.impl.topology.Endpoints;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedissonFencedTest extends ExpiringLockContract {
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
        return new RedissonFenced();
    }

    @Override
    protected Endpoints endpoints() {
        return server.endpoints();
    }
}
