package dev.holdfast.impl.xa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.commit.CommitStage;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.redis.RedisServer.Await;
import dev.holdfast.impl.sql.BankException;
import dev.holdfast.impl.sql.BanksContract;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class XaRawTest extends BanksContract {

    @Override
    protected CommitSystem system() {
        return new XaRaw();
    }

    /** Nobody ends what was prepared; others wait for the rows, and are turned away. */
    @Test
    void whoEndsAfterThePreparesLeavesRowsLocked() throws InterruptedException {
        try (CommitStage stage = stage(Duration.ofMillis(500))) {
            stage.crashAt(Point.before(Step.DECISION_SENT));
            stage.payOrLose(1, pay("t", 10));
            assertTrue(stage.restartAfterCrash());
            for (int i = 0; i < 2; i++) {
                assertEquals(List.of("t"), stage.statements().get(i).inDoubt());
            }
            assertFalse(stage.coordinator(1).pay(pay("u", 1)).isCommitted());
            assertThrows(BankException.class, () -> stage.coordinator(2).pay(pay("t", 10)));
            assertEquals(List.of(1000L, 1000L), stage.balances("a"));
        }
    }

    /** The money has left the first bank, and the second one's branch stays. */
    @Test
    void whoEndsBetweenTheCommitsLosesMoney() throws InterruptedException {
        try (CommitStage stage = stage(Duration.ofMillis(500))) {
            stage.crashAt(Point.after(Step.APPLIED));
            stage.payOrLose(1, pay("t", 10));
            assertTrue(stage.restartAfterCrash());
            assertTrue(stage.coordinator(1).pay(pay("t", 10)).isCommitted());
            assertEquals(List.of(990L, 1000L), stage.balances("a"));
            assertEquals(List.of("t"), stage.statements().get(1).inDoubt());
        }
    }

    @Test
    void whatIsSentTwiceHappensOnce() throws InterruptedException {
        try (CommitStage stage = stage(PATIENCE)) {
            stage.repeatMessages();
            stage.payOrLose(1, pay("t", 10));
            stage.awaitQuiet();
            stage.check();
            assertEquals(List.of(990L, 1010L), stage.balances("a"));
        }
    }

    /** pgjdbc #4438: told that the branch was rolled back, it believes that. */
    @Test
    void losesTheBranchOfABackendThatEndsWithAWord() throws SQLException {
        try (ForkedCoordinator asked = paidUntilTheSecondCommit()) {
            banks.endBackends(2);
            asked.tell("go");
            assertEquals(
                    "unknown of payment t a bank rolled back what another committed",
                    asked.awaitAnswer());
            assertEquals("90 [t] []", asked.ask("statement bank-1"));
            assertEquals("100 [] [t]", asked.ask("statement bank-2"));
        }
    }

    /** A server that ends without a word is away, as the driver says, and is told again. */
    @Test
    void keepsTheBranchOfAServerThatEndsWithoutAWord() {
        try (ForkedCoordinator asked = paidUntilTheSecondCommit()) {
            banks.server(2).kill();
            banks.server(2).startAgain();
            asked.tell("go");
            assertEquals("committed", asked.awaitAnswer());
            Await.until(
                    "the second bank is told again",
                    () -> asked.ask("statement bank-2").equals("110 [t] []"));
            assertEquals("90 [t] []", asked.ask("statement bank-1"));
        }
    }

    private ForkedCoordinator paidUntilTheSecondCommit() {
        ForkedCoordinator paying =
                ForkedCoordinator.start(
                        "xa-raw",
                        "coordinator-1",
                        folder,
                        banks,
                        "before-applied",
                        "bank-2",
                        "wait");
        paying.tell("pay t 10");
        paying.awaitWaiting();
        return paying;
    }
}
