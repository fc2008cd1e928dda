package dev.holdfast.impl.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.ledger.Account;
import dev.holdfast.impl.ledger.Ledger;
import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.lock.ServedLockContract;
import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.topology.Endpoints;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

    @Test
    void rowsOfOneSessionAreWrittenTogether() throws InterruptedException {
        Ledger ledger = (Ledger) first;
        Grant from = first.acquire("pay-10", Optional.of(LIMIT)).orElseThrow();
        Grant to = first.acquire("pay-11", Optional.of(LIMIT)).orElseThrow();
        ledger.write("pay-10", Account.INITIAL, "p-1", 900, NO_TOKEN);
        assertEquals("p-1", ledger.read("pay-10", NO_TOKEN).version(), "to itself");
        assertEquals(Account.INITIAL, ((Ledger) second).read("pay-10", NO_TOKEN).version());
        ledger.write("pay-11", Account.INITIAL, "p-1", 1100, NO_TOKEN);
        assertEquals(900, ((Ledger) second).read("pay-10", NO_TOKEN).balance());
        assertEquals(1100, ((Ledger) second).read("pay-11", NO_TOKEN).balance());
        assertEquals(Release.RELEASED, first.release(from));
        assertEquals(Release.RELEASED, first.release(to));
    }

    @Test
    void giveUpOnOneRowKeepsTheOther() throws InterruptedException {
        Grant others = second.acquire("pay-12", Optional.of(LIMIT)).orElseThrow();
        Grant mine = first.acquire("pay-13", Optional.of(LIMIT)).orElseThrow();
        assertTrue(first.acquire("pay-12", Optional.of(Duration.ofMillis(50))).isEmpty());
        Account written = ((Ledger) first).write("pay-13", Account.INITIAL, "p-1", 1, NO_TOKEN);
        assertEquals(written, ((Ledger) second).read("pay-13", NO_TOKEN));
        assertEquals(Release.RELEASED, first.release(mine));
        assertEquals(Release.RELEASED, second.release(others));
    }

    /** The server ends one of two that wait for each other, after a second. */
    @Test
    void oneOfTwoThatWaitForEachOtherIsEnded() throws Exception {
        Grant mine = first.acquire("pay-14", Optional.of(LIMIT)).orElseThrow();
        CompletableFuture<String> other =
                CompletableFuture.supplyAsync(() -> lockBoth("pay-15", "pay-14"));
        // It has the row as soon as nobody else can have it at once.
        boolean isFree = true;
        for (int i = 0; isFree && i < 1000; i++) {
            isFree =
                    second.acquire("pay-15", Optional.of(Duration.ofMillis(1)))
                            .map(this::giveBack)
                            .isPresent();
        }
        assertFalse(isFree, "the other never got its first row");
        String here = lock("pay-15");
        assertEquals(Release.RELEASED.equals(first.release(mine)), here.equals("locked"));
        String there = other.get(10, TimeUnit.SECONDS);
        assertTrue(
                (here + there).contains("deadlock detected") && (here + there).contains("locked"),
                here + " and " + there);
        assertNotEquals(here.equals("locked"), there.equals("locked"));
    }

    private boolean giveBack(Grant grant) {
        try {
            return second.release(grant) == Release.RELEASED;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String lockBoth(String one, String other) {
        String got = lock(one);
        return got.equals("locked") ? lock(other) : got;
    }

    private String lock(String row) {
        try {
            return first.acquire(row, Optional.of(Duration.ofSeconds(8)))
                    .map(grant -> "locked")
                    .orElse("not in time");
        } catch (DefiniteFailureException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
