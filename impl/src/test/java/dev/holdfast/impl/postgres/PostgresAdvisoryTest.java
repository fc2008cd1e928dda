package dev.holdfast.impl.postgres;

import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.ServedLockContract;
import dev.holdfast.impl.topology.Endpoints;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresAdvisoryTest extends ServedLockContract {
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
        return new PostgresAdvisory();
    }

    @Override
    protected Endpoints endpoints() {
        return server.endpoints();
    }
}
