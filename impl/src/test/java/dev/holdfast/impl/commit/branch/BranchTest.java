package dev.holdfast.impl.commit.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BranchTest {
    private static final Map<String, Long> OPENING = Map.of("alice", 100L, Payment.CASH, 0L);

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("accounts.log");
    }

    private Branch open() {
        return Branch.open("p", file(), OPENING);
    }

    /** Takes this from alice at p and gives it to bob at q. */
    private static Payment pay(String id, long amount) {
        return new Payment(
                id, List.of(new Leg("p", "alice", -amount), new Leg("q", "bob", amount)));
    }

    private static long alice(Branch branch) {
        return branch.statement().balances().get("alice");
    }

    @Test
    void promisedMoneyIsKeptAsideAndMovesAtTheCommit() {
        try (Branch branch = open()) {
            assertTrue(branch.vote(pay("a", 60)).isYes());
            assertEquals(100, alice(branch));
            assertFalse(branch.vote(pay("b", 60)).isYes(), "only 40 are left");
            assertTrue(branch.vote(pay("c", 40)).isYes());
            branch.decide("c", false);
            assertTrue(branch.vote(pay("d", 40)).isYes(), "given back by the abort");
            branch.decide("a", true);
            branch.decide("a", true);
            assertEquals(40, alice(branch));
            assertEquals(List.of("d"), branch.statement().inDoubt());
            assertEquals(
                    List.of(new Statement.Entry("a", "alice", -60)), branch.statement().entries());
        }
    }

    /**
     * As {@code ForcedLogTest} has it of the log, so here: nobody waits in the thread that forces.
     */
    @Test
    void whoFollowsAForceMustNotWaitForTheNext() {
        try (Branch branch = open()) {
            Thread here = Thread.currentThread();
            Throwable refused = null;
            for (int i = 0; refused == null; i++) {
                assertTrue(i < 100, "never in the thread that forces");
                String id = "t" + i;
                refused =
                        branch.voteLater(pay(id, 1))
                                .thenRun(() -> branch.decide(id, false))
                                .<Throwable>handle(
                                        (done, e) -> Thread.currentThread() == here ? null : e)
                                .join();
            }
            assertInstanceOf(IllegalStateException.class, refused.getCause());
        }
    }

    @Test
    void refusesForEverAndSaysWhy() {
        try (Branch branch = open()) {
            assertEquals(
                    "alice at p has 100 to give, not 101", branch.vote(pay("a", 101)).reason());
            assertEquals(
                    "no account carol at p",
                    branch.vote(
                                    new Payment(
                                            "b",
                                            List.of(
                                                    new Leg("p", "carol", 1),
                                                    new Leg("q", "bob", -1))))
                            .reason());
            assertTrue(branch.refuse("c", "because"));
            assertFalse(branch.vote(pay("c", 1)).isYes());
            assertThrows(IllegalStateException.class, () -> branch.decide("c", true));
            branch.decide("c", false);
            branch.decide("never seen", false);
            assertTrue(branch.vote(pay("d", 1)).isYes());
            assertFalse(branch.refuse("d", "too late"));
            assertEquals(Optional.empty(), branch.decision("d"));
        }
    }

    @Test
    void cashMayFallBelowZero() {
        try (Branch branch = open()) {
            Payment topUp =
                    new Payment(
                            "t",
                            List.of(new Leg("p", Payment.CASH, -70), new Leg("p", "alice", 70)));
            assertTrue(branch.vote(topUp).isYes());
            branch.decide("t", true);
            assertEquals(Map.of("alice", 170L, Payment.CASH, -70L), branch.statement().balances());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MIN_VALUE, Long.MAX_VALUE, Payment.AMOUNT_MAX + 1})
    void impossibleAmountsAreRefused(long amount) {
        try (Branch branch = open()) {
            assertFalse(branch.vote(pay("a", amount)).isYes());
            assertEquals(100, alice(branch));
        }
    }

    @Test
    void aDecisionIsNotChanged() {
        try (Branch branch = open()) {
            branch.vote(pay("a", 1));
            branch.decide("a", false);
            assertThrows(IllegalStateException.class, () -> branch.decide("a", true));
            branch.vote(pay("b", 1));
            branch.decide("b", true);
            assertThrows(IllegalStateException.class, () -> branch.decide("b", false));
            assertEquals(99, alice(branch));
        }
    }

    /** The decision and its place are one record: cut anywhere, it is read again, and done once. */
    @Test
    void followsASequenceOfDecisionsThroughCrashes() throws IOException {
        try (Branch branch = open()) {
            assertEquals(-1, branch.position());
            assertTrue(branch.vote(pay("a", 60)).isYes());
            assertTrue(branch.vote(pay("b", 40)).isYes());
            branch.follow(4, "a", true);
            branch.follow(7, "b", true);
        }
        byte[] whole = Files.readAllBytes(file());
        String text = new String(whole, StandardCharsets.UTF_8);
        int last = text.lastIndexOf('\n', text.length() - 2) + 1;
        for (int length = last; length <= whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            try (Branch branch = open()) {
                boolean isWhole = length == whole.length;
                assertEquals(isWhole ? 7 : 4, branch.position(), "cut to " + length);
                assertEquals(isWhole ? 0 : 40, alice(branch), "cut to " + length);
                branch.follow(4, "a", true);
                branch.follow(7, "b", true);
                branch.follow(8, "b", true);
                assertEquals(0, alice(branch));
                assertEquals(2, branch.statement().entries().size());
            }
        }
    }

    @Test
    void anAbortThatIsHeardBeforeTheQuestionRefuses() {
        try (Branch branch = open()) {
            branch.decide("a", false);
            branch.decide("a", false);
            assertFalse(branch.vote(pay("a", 1)).isYes());
            assertEquals(Optional.of(false), branch.decision("a"));
            assertThrows(IllegalStateException.class, () -> branch.decide("a", true));
        }
        try (Branch branch = open()) {
            assertFalse(branch.vote(pay("a", 1)).isYes());
            assertEquals(List.of(), branch.statement().inDoubt());
            assertEquals(-1, branch.position(), "a decision of no sequence");
        }
    }

    @Test
    void anAbortThatIsReadBeforeTheQuestionRefuses() {
        try (Branch branch = open()) {
            branch.follow(0, "a", false);
            assertFalse(branch.vote(pay("a", 1)).isYes());
            assertTrue(branch.vote(pay("b", 1)).isYes());
            branch.follow(1, "b", false);
            branch.follow(1, "b", true);
            assertEquals(Optional.of(false), branch.decision("b"), "what stood there before");
            assertThrows(IllegalStateException.class, () -> branch.follow(2, "b", true));
            assertThrows(IllegalStateException.class, () -> branch.follow(2, "c", true));
            assertEquals(100, alice(branch));
        }
        try (Branch branch = open()) {
            assertFalse(branch.vote(pay("a", 1)).isYes());
            assertEquals(1, branch.position());
        }
    }

    /**
     * After every cut of the last record the accounts are either as before it or, whole, as after
     * it; and what was promised before stays promised.
     */
    @Test
    void redoesOrForgetsExactlyWhatTheLogSays() throws IOException {
        try (Branch branch = open()) {
            branch.vote(pay("a", 60));
            branch.decide("a", true);
            branch.vote(pay("b", 40));
            branch.decide("b", true);
        }
        byte[] whole = Files.readAllBytes(file());
        String text = new String(whole, StandardCharsets.UTF_8);
        int last = text.lastIndexOf('\n', text.length() - 2) + 1;
        for (int length = last; length <= whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            try (Branch branch = open()) {
                boolean isWhole = length == whole.length;
                assertEquals(isWhole ? 0 : 40, alice(branch), "cut to " + length);
                assertEquals(
                        isWhole ? List.of() : List.of("b"),
                        branch.statement().inDoubt(),
                        "cut to " + length);
                assertFalse(branch.vote(pay("c", 1)).isYes(), "nothing is free");
                assertEquals(Optional.of(true), branch.decision("a"));
            }
        }
    }

    @Test
    void anImpossibleLogIsRefused() {
        try (ForcedLog log = ForcedLog.open(file(), r -> {})) {
            log.force(log.append("{\"opened\":{\"alice\":5}}"));
            log.force(log.append("{\"committed\":\"never promised\"}"));
        }
        DamagedLogException e = assertThrows(DamagedLogException.class, this::open);
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("record 2 of the log"), e.getMessage());
    }
}
