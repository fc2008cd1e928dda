package dev.holdfast.impl.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitStage;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import org.junit.jupiter.api.Test;

class DualWriteTest extends BanksContract {

    @Override
    protected CommitSystem system() {
        return new DualWrite();
    }

    /** What was given is gone, and whoever asks again is told that it has arrived. */
    @Test
    void whoEndsInBetweenLosesMoney() throws InterruptedException {
        try (CommitStage stage = stage(PATIENCE)) {
            stage.crashAt(Point.after(Step.APPLIED));
            stage.payOrLose(1, pay("t", 10));
            assertTrue(stage.restartAfterCrash());
            assertEquals(Answer.COMMITTED, stage.coordinator(1).pay(pay("t", 10)));
            assertEquals(990, stage.balances("a").get(0));
            assertEquals(1000, stage.balances("a").get(1));
        }
    }

    @Test
    void whatIsSentTwiceHappensTwice() throws InterruptedException {
        try (CommitStage stage = stage(PATIENCE)) {
            stage.repeatMessages();
            stage.payOrLose(1, pay("t", 10));
            assertEquals(990, stage.balances("a").get(0));
            assertEquals(1020, stage.balances("a").get(1));
        }
    }
}
