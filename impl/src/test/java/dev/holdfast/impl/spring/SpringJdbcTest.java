package dev.holdfast.impl.spring;

import dev.holdfast.impl.lock.ExpiringLockContract;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.postgres.PostgresServer;
import dev.holdfast.impl.topology.Endpoints;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SpringJdbcTest extends ExpiringLockContract {
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected LockSystem system() {
        return new SpringJdbc();
    }

    @Override
    protected Endpoints endpoints() {
        return server.endpoints();
    }
}
