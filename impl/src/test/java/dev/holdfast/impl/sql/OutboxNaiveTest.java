package dev.holdfast.impl.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.commit.CommitStage;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxNaiveTest extends BanksContract {

    @Override
    protected CommitSystem system() {
        return Outbox.naive();
    }

    /** The relay has delivered and ends before it notes that. */
    @Test
    void whatIsRelayedAgainHappensTwice() throws InterruptedException {
        try (CommitStage stage = stage(Duration.ofMillis(500))) {
            stage.crashAt(Point.after(Step.APPLIED));
            // The first to apply is the bank that gives, within its decision; the next the relay.
            stage.payOrLose(1, pay("t", 10));
            assertTrue(stage.restartAfterCrash());
            stage.awaitNoDoubt();
            stage.crashAt(Point.before(Step.ACKNOWLEDGED));
            stage.payOrLose(2, pay("u", 10));
            assertTrue(stage.restartAfterCrash());
            stage.awaitNoDoubt();
            List<Long> balances = stage.balances("a");
            assertEquals(980, balances.get(0));
            assertTrue(balances.get(1) >= 1030, "bank-2 has " + balances.get(1));
        }
    }
}
