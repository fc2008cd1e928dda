package dev.holdfast.impl.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitContract;
import dev.holdfast.impl.commit.CommitStage;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.topology.Endpoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaCommitTest extends CommitContract {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @TempDir private static Path folder;
    private static Broker broker;

    /** The broker outlives tests, and what participants have read is in their folders. */
    private int systems;

    @BeforeAll
    static void start() {
        broker = Broker.start(folder);
    }

    @AfterAll
    static void end() {
        if (broker != null) {
            broker.close();
        }
    }

    @Override
    protected CommitSystem system() {
        systems++;
        return new KafkaCommit("test-" + systems);
    }

    @Override
    protected Endpoints endpoints() {
        return broker.endpoints();
    }

    private static Payment pay(String id, long amount) {
        return new Payment(
                id,
                List.of(
                        new Leg("participant-1", "a", -amount),
                        new Leg("participant-3", "a", amount)));
    }

    /** A coordinator keeps nothing itself: all that it has answered is in its topic. */
    @Test
    void answersOfEarlierLivesStay(@TempDir Path own) throws InterruptedException {
        try (CommitStage stage = new CommitStage(system(), own, PATIENCE, endpoints())) {
            Map<Payment, Answer> told = new LinkedHashMap<>();
            for (int i = 0; i < 4; i++) {
                for (Payment payment : List.of(pay("t" + i, 1), pay("u" + i, 5000))) {
                    told.put(payment, stage.coordinator(1).pay(payment));
                }
            }
            for (int i = 0; i < 2; i++) {
                stage.crashAt(Point.before(Step.PREPARE_SENT));
                stage.payOrLose(1 + i, pay("v" + i, 1));
                stage.awaitCrash(PATIENCE);
                stage.restartCrashed();
            }
            for (Map.Entry<Payment, Answer> e : told.entrySet()) {
                assertEquals(e.getValue(), stage.coordinator(1).pay(e.getKey()));
                assertEquals(e.getValue(), stage.coordinator(2).pay(e.getKey()));
            }
            stage.awaitQuiet();
            stage.check();
            long moved = 1000 - stage.balances("a").get(0);
            assertTrue(moved >= 4 && moved <= 6, moved + " moved, not 4, and v0 and v1");
        }
    }

    /** While it is away nobody is told anything; then everybody is told the same. */
    @Test
    void nothingIsDecidedWithoutTheBroker(@TempDir Path own) throws InterruptedException {
        try (CommitStage stage =
                new CommitStage(system(), own, Duration.ofMillis(500), endpoints())) {
            assertEquals(Answer.COMMITTED, stage.coordinator(1).pay(pay("before", 1)));
            broker.close();
            try {
                for (int i = 0; i < 2; i++) {
                    Payment payment = pay("during" + i, 1);
                    assertThrows(
                            IllegalStateException.class, () -> stage.coordinator(1).pay(payment));
                }
            } finally {
                broker.startAgain();
            }
            stage.awaitQuiet();
            for (int i = 0; i < 2; i++) {
                stage.payOrLose(2, pay("during" + i, 1));
            }
            stage.payOrLose(1, pay("after", 1));
            stage.awaitQuiet();
            stage.check();
            assertEquals(List.of(996L, 1000L, 1004L), stage.balances("a"));
        }
    }
}
