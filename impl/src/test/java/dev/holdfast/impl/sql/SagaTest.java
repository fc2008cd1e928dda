package dev.holdfast.impl.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.commit.CommitStage;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class SagaTest extends BanksContract.Surviving {

    @Override
    protected CommitSystem system() {
        return new Saga();
    }

    /** A saga that went back has entries; they make good for each other. */
    @Override
    protected void checkAll(CommitStage stage) throws InterruptedException {
        stage.checkSums();
    }

    @Test
    void whoRefusesLateSendsTheOthersBack() throws InterruptedException {
        try (CommitStage stage = stage(PATIENCE)) {
            Payment two =
                    new Payment(
                            "t",
                            List.of(
                                    new Leg("bank-1", "a", -10),
                                    new Leg("bank-2", "a", -5000),
                                    new Leg("bank-3", "a", 5010)));
            assertEquals(
                    "a at bank-2 has 1000 to give, not 5000",
                    stage.coordinator(1).pay(two).reason());
            stage.awaitQuiet();
            assertEquals(List.of(1000L, 1000L, 1000L), stage.balances("a"));
            Statement first = stage.statements().get(0);
            assertEquals(
                    List.of(-10L, 10L), first.entries().stream().map(e -> e.amount()).toList());
            assertTrue(stage.statements().get(1).entries().isEmpty());
        }
    }
}
