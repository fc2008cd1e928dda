package dev.holdfast.impl.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.holdfast.impl.ledger.Account;
import dev.holdfast.impl.ledger.Ledger;
import dev.holdfast.impl.lock.DefiniteFailureException;
import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.lock.ServedLockContract;
import dev.holdfast.impl.topology.Endpoints;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresRowTest extends ServedLockContract {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final OptionalLong NO_TOKEN = OptionalLong.empty();
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
        return new PostgresRow();
    }

    @Override
    protected Endpoints endpoints() {
        return server.endpoints();
    }

    @Test
    void aWriteEndsTheLockAndIsThereForTheNext() throws InterruptedException {
        Ledger ledger = (Ledger) first;
        Grant grant = first.acquire("pay-7", Optional.of(LIMIT)).orElseThrow();
        Account before = ledger.read("pay-7", NO_TOKEN);
        assertEquals(new Account(Account.INITIAL, Account.INITIAL_BALANCE, NO_TOKEN), before);
        Account after = ledger.write("pay-7", before.version(), "p-1", 900, NO_TOKEN);
        assertEquals(new Account("p-1", 900, NO_TOKEN), after);
        assertThrows(
                DefiniteFailureException.class,
                () -> ledger.write("pay-7", "p-1", "p-2", 800, NO_TOKEN),
                "its transaction is over");
        Grant next = second.acquire("pay-7", Optional.of(LIMIT)).orElseThrow();
        assertEquals(after, ((Ledger) second).read("pay-7", NO_TOKEN));
        assertEquals(Release.RELEASED, first.release(grant));
        assertEquals(Release.RELEASED, second.release(next));
    }

    @Test
    void whatWasNotCommittedNeverHappened() throws InterruptedException {
        Grant grant = first.acquire("pay-8", Optional.of(LIMIT)).orElseThrow();
        first.release(grant);
        assertThrows(
                DefiniteFailureException.class,
                () -> ((Ledger) first).write("pay-8", Account.INITIAL, "p-1", 900, NO_TOKEN));
        assertEquals(Account.INITIAL, ((Ledger) second).read("pay-8", NO_TOKEN).version());
    }

    /** A volatile server that was killed has no table any more. */
    @Test
    void aServerThatLostEverythingBeginsAnew() throws Exception {
        Grant grant = first.acquire("pay-9", Optional.of(LIMIT)).orElseThrow();
        ((Ledger) first).write("pay-9", Account.INITIAL, "p-1", 900, NO_TOKEN);
        assertEquals(Release.RELEASED, first.release(grant));
        String url = "jdbc:postgresql://" + endpoints().of("postgres") + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement drop = connection.createStatement()) {
            drop.execute("DROP TABLE account");
        }
        assertThrows(
                DefiniteFailureException.class, () -> first.acquire("pay-9", Optional.of(LIMIT)));
        Grant next = first.acquire("pay-9", Optional.of(LIMIT)).orElseThrow();
        assertEquals(Account.INITIAL, ((Ledger) first).read("pay-9", NO_TOKEN).version());
        assertEquals(Release.RELEASED, first.release(next));
    }
}
