package dev.holdfast.impl.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.topology.Endpoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every right protocol does whose participants are agents. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CommitContract {
    private static final Duration PATIENT = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 20;

    /** Servers outlive tests, so ids of payments are used once. */
    private int tests;

    /** The protocol under test. */
    protected abstract CommitSystem system();

    /** Where its servers are. */
    protected Endpoints endpoints() {
        return new Endpoints(Map.of());
    }

    private CommitStage stage(Path folder, Duration patience) {
        tests++;
        return new CommitStage(system(), folder, patience, endpoints());
    }

    private Payment pay(String id, long amount) {
        return new Payment(
                id + "-" + tests,
                List.of(
                        new Leg("participant-1", "a", -amount),
                        new Leg("participant-2", "a", amount)));
    }

    List<String> points() {
        return system().points().stream().map(Point::label).sorted().toList();
    }

    @Test
    void moneyMovesOnceAndAnswersStay(@TempDir Path folder) throws InterruptedException {
        try (CommitStage stage = stage(folder, PATIENT)) {
            assertEquals(Answer.COMMITTED, stage.coordinator(1).pay(pay("t", 10)));
            assertEquals(Answer.COMMITTED, stage.coordinator(2).pay(pay("t", 10)));
            Answer refused = stage.coordinator(2).pay(pay("u", 5000));
            assertFalse(refused.isCommitted());
            assertEquals("a at participant-1 has 990 to give, not 5000", refused.reason());
            assertEquals(refused, stage.coordinator(1).pay(pay("u", 5000)));
            stage.awaitQuiet();
            assertEquals(List.of(990L, 1010L, 1000L), stage.balances("a"));
        }
    }

    @Test
    void whatIsNoPaymentNeverBegins(@TempDir Path folder) {
        try (CommitStage stage = stage(folder, PATIENT)) {
            Payment lossy = new Payment("x", List.of(new Leg("participant-1", "a", -1)));
            assertThrows(DefiniteFailureException.class, () -> stage.coordinator(1).pay(lossy));
            Payment strange =
                    new Payment(
                            "y",
                            List.of(
                                    new Leg("participant-1", "a", -1),
                                    new Leg("participant-9", "a", 1)));
            assertThrows(DefiniteFailureException.class, () -> stage.coordinator(1).pay(strange));
        }
    }

    /** Every point is passed without faults, so that a process can be made to end at each. */
    @Test
    void passesEveryPoint(@TempDir Path folder) throws InterruptedException {
        try (CommitStage stage = stage(folder, PATIENT)) {
            stage.coordinator(1).pay(pay("t", 10));
            stage.awaitPassed(new TreeSet<>(points()));
        }
    }

    /** Whoever ends at whichever point: started again, all agree, and what was told is true. */
    @ParameterizedTest
    @MethodSource("points")
    void survivesACrashAtEveryPoint(String point, @TempDir Path folder)
            throws InterruptedException {
        try (CommitStage stage = stage(folder, Duration.ofMillis(150))) {
            for (int i = 0; i < 4; i++) {
                stage.crashAt(Point.parse(point));
                // On a busy machine a payment may be given up before anybody has voted.
                for (int attempt = 0; !stage.hasCrashed() && attempt < ATTEMPTS; attempt++) {
                    stage.payOrLose(1 + i % 2, pay("t" + i + "-" + attempt, 10 + i));
                    stage.awaitCrash(SHORT);
                }
                assertTrue(stage.hasCrashed(), point + " was not passed");
                stage.restartCrashed();
                stage.awaitQuiet();
            }
            stage.check();
            for (Statement statement : stage.statements()) {
                assertEquals(List.of(), statement.inDoubt());
            }
        }
    }
}
