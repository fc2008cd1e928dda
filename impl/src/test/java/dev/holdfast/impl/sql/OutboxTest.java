package dev.holdfast.impl.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.holdfast.impl.commit.CommitStage;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest extends BanksContract.Surviving {

    @Override
    protected CommitSystem system() {
        return Outbox.idempotent();
    }

    @Test
    void moneyComesOutOfOneBankOnly() throws InterruptedException {
        try (CommitStage stage = stage(PATIENCE)) {
            Payment two =
                    new Payment(
                            "t",
                            List.of(
                                    new Leg("bank-1", "a", -1),
                                    new Leg("bank-2", "a", -1),
                                    new Leg("bank-3", "a", 2)));
            assertEquals(
                    "an outbox takes money out of one bank only",
                    stage.coordinator(1).pay(two).reason());
        }
    }
}
