package dev.holdfast.impl.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.lock.Guard;
import dev.holdfast.impl.redis.RedisServer;
import dev.holdfast.impl.subject.DefiniteFailureException;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisLedgerTest {

    private static final OptionalLong NO_TOKEN = OptionalLong.empty();

    private static RedisServer server;

    @BeforeAll
    static void startServer() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void empty() {
        server.observer().flushAll();
    }

    private static Ledger ledger(Guard guard) {
        return new RedisLedger(server.address(), guard);
    }

    private static OptionalLong token(long token) {
        return OptionalLong.of(token);
    }

    @Test
    void anAccountStartsWithItsInitialVersion() {
        for (Guard guard : Guard.values()) {
            try (Ledger ledger = ledger(guard)) {
                assertEquals(
                        new Account(Account.INITIAL, Account.INITIAL_BALANCE, NO_TOKEN),
                        ledger.read("pay-1", NO_TOKEN));
            }
        }
    }

    @Test
    void withoutAGuardAnyWriteIsTaken() {
        try (Ledger ledger = ledger(Guard.NONE)) {
            ledger.write("pay-1", Account.INITIAL, "p-1", 900, NO_TOKEN);
            ledger.write("pay-1", Account.INITIAL, "p-2", 800, NO_TOKEN);
            assertEquals(new Account("p-2", 800, NO_TOKEN), ledger.read("pay-1", NO_TOKEN));
            assertEquals(Account.INITIAL, ledger.read("pay-2", NO_TOKEN).version());
        }
    }

    @Test
    void comparingRefusesAWriteOverAnotherVersion() {
        try (Ledger ledger = ledger(Guard.COMPARE_AND_SET)) {
            ledger.write("pay-1", Account.INITIAL, "p-1", 900, NO_TOKEN);
            DefiniteFailureException refused =
                    assertThrows(
                            DefiniteFailureException.class,
                            () -> ledger.write("pay-1", Account.INITIAL, "p-2", 800, NO_TOKEN));
            assertTrue(refused.getMessage().startsWith("changed meanwhile"));
            assertEquals(
                    new Account("p-2", -5, NO_TOKEN),
                    ledger.write("pay-1", "p-1", "p-2", -5, NO_TOKEN));
        }
    }

    @Test
    void fencingRefusesALowerTokenThanWasWritten() {
        try (Ledger ledger = ledger(Guard.FENCING_TOKEN)) {
            ledger.write("pay-1", Account.INITIAL, "p-1", 900, token(10));
            assertStale(() -> ledger.write("pay-1", "p-1", "p-2", 800, token(9)));
            assertStale(() -> ledger.read("pay-1", token(9)));
            assertEquals(
                    new Account("p-3", 700, token(10)),
                    ledger.write("pay-1", "p-1", "p-3", 700, token(10)));
            assertEquals("p-3", ledger.read("pay-1", token(100)).version());
            assertStale(() -> ledger.write("pay-1", "p-3", "p-4", 600, token(99)));
        }
    }

    /** Without this, the write between the other's read and write would be lost. */
    @Test
    void fencingRefusesALowerTokenThanWasReadWith() {
        try (Ledger ledger = ledger(Guard.FENCING_TOKEN)) {
            ledger.read("pay-1", token(1));
            ledger.read("pay-1", token(2));
            assertStale(() -> ledger.write("pay-1", Account.INITIAL, "a", 900, token(1)));
            assertEquals("b", ledger.write("pay-1", Account.INITIAL, "b", 900, token(2)).version());
        }
    }

    @Test
    void fencingLetsAnObserverReadAndNobodyWriteWithoutAToken() {
        try (Ledger ledger = ledger(Guard.FENCING_TOKEN)) {
            ledger.read("pay-1", token(5));
            assertEquals(token(5), ledger.read("pay-1", NO_TOKEN).token());
            assertThrows(
                    DefiniteFailureException.class,
                    () -> ledger.write("pay-1", Account.INITIAL, "p-1", 900, NO_TOKEN));
            assertEquals(Account.INITIAL, ledger.read("pay-1", NO_TOKEN).version());
        }
    }

    private static void assertStale(org.junit.jupiter.api.function.Executable call) {
        DefiniteFailureException refused = assertThrows(DefiniteFailureException.class, call);
        assertTrue(refused.getMessage().startsWith("stale token"), refused.getMessage());
    }
}
