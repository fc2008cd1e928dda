package dev.holdfast.impl.shedlock;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.lock.ExpiringLockContract;
import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.postgres.PostgresServer;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ShedlockJdbcTest extends ExpiringLockContract {
    private static final Optional<Duration> AT_ONCE = Optional.of(Duration.ZERO);

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
        return new ShedlockJdbc();
    }

    @Override
    protected Endpoints endpoints() {
        return server.endpoints();
    }

    @Override
    protected Release late() {
        return Release.RELEASED;
    }

    /** It knows hosts, not clients. */
    @Test
    void aLateReleaseFreesTheLockOfAnotherOnItsHost() throws InterruptedException {
        Grant late = first.acquire("pay-8", AT_ONCE).orElseThrow();
        try (LockClient third = client("agent-1")) {
            Grant next = third.acquire("pay-8", Optional.of(Duration.ofSeconds(6))).orElseThrow();
            assertTrue(second.acquire("pay-8", AT_ONCE).isEmpty());
            first.release(late);
            assertTrue(second.acquire("pay-8", AT_ONCE).isPresent(), next + " was given away");
        }
    }
}
