package dev.holdfast.impl.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitStage;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.subject.DefiniteFailureException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is expected of every protocol between banks while nothing happens to them. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class BanksContract {
    protected static final Duration PATIENCE = Duration.ofSeconds(2);

    @TempDir protected Path folder;
    protected TestBanks banks;

    protected abstract CommitSystem system();

    @BeforeEach
    void begin() throws SQLException {
        if (banks == null) {
            banks = TestBanks.of(system());
        }
        banks.empty();
    }

    @AfterAll
    void end() {
        if (banks != null) {
            banks.close();
        }
    }

    protected CommitStage stage(Duration patience) {
        return new CommitStage(system(), folder, patience, banks.endpoints());
    }

    protected static Payment pay(String id, long amount) {
        return new Payment(
                id, List.of(new Leg("bank-1", "a", -amount), new Leg("bank-2", "a", amount)));
    }

    final List<String> points() {
        return system().points().stream().map(Point::label).sorted().toList();
    }

    @Test
    void moneyMovesOnceAndAnswersStay() throws InterruptedException {
        try (CommitStage stage = stage(PATIENCE)) {
            assertEquals(Answer.COMMITTED, stage.coordinator(1).pay(pay("t", 10)));
            assertEquals(Answer.COMMITTED, stage.coordinator(2).pay(pay("t", 10)));
            Answer refused = stage.coordinator(2).pay(pay("u", 5000));
            assertEquals("a at bank-1 has 990 to give, not 5000", refused.reason());
            assertEquals(refused, stage.coordinator(1).pay(pay("u", 5000)));
            assertEquals(Answer.COMMITTED, stage.coordinator(1).pay(pay("v", -20)));
            stage.awaitQuiet();
            assertEquals(List.of(1010L, 990L), stage.balances("a").subList(0, 2));
            stage.check();
        }
    }

    /** Top-ups come out of cash, which may fall below zero. */
    @Test
    void cashMayBeNegative() throws InterruptedException {
        try (CommitStage stage = stage(PATIENCE)) {
            Payment inside =
                    new Payment(
                            "top-up",
                            List.of(
                                    new Leg("bank-2", Payment.CASH, -500),
                                    new Leg("bank-2", "a", 500)));
            Payment across =
                    new Payment(
                            "top-up-2",
                            List.of(
                                    new Leg("bank-2", Payment.CASH, -70),
                                    new Leg("bank-1", "a", 70)));
            assertEquals(Answer.COMMITTED, stage.coordinator(1).pay(inside));
            assertEquals(Answer.COMMITTED, stage.coordinator(2).pay(across));
            stage.awaitNoDoubt();
            assertEquals(List.of(1070L, 1500L), stage.balances("a").subList(0, 2));
            assertEquals(-570L, stage.balances(Payment.CASH).get(1));
        }
    }

    @Test
    void whatIsNoPaymentNeverBegins() {
        try (CommitStage stage = stage(PATIENCE)) {
            for (Payment wrong :
                    List.of(
                            new Payment("x", List.of(new Leg("bank-1", "a", -1))),
                            new Payment(
                                    "y",
                                    List.of(
                                            new Leg("bank-1", "nobody", -1),
                                            new Leg("bank-2", "a", 1))),
                            new Payment(
                                    "z",
                                    List.of(
                                            new Leg("bank-9", "a", -1),
                                            new Leg("bank-2", "a", 1))))) {
                assertThrows(DefiniteFailureException.class, () -> stage.coordinator(1).pay(wrong));
            }
        }
    }

    /** Every point is passed without faults, so that a process can be made to end at each. */
    @Test
    void passesEveryPoint() throws InterruptedException {
        try (CommitStage stage = stage(PATIENCE)) {
            stage.coordinator(1).pay(pay("t", 10));
            stage.awaitQuiet();
            stage.awaitPassed(new TreeSet<>(points()));
        }
    }

    /** Everybody moves money to and fro, and sends each payment to both coordinators at once. */
    @Test
    void manyAtOnceAllHappenOnceOrNot() throws InterruptedException, ExecutionException {
        ExecutorService payers = Executors.newFixedThreadPool(6);
        try (CommitStage stage = stage(PATIENCE)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Payment payment = pay("t" + i / 2, i / 2 % 2 == 0 ? 10 : -7);
                int coordinator = 1 + i % 2;
                all.add(
                        payers.submit(
                                () -> {
                                    stage.payOrLose(coordinator, payment);
                                    return true;
                                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            stage.awaitQuiet();
            stage.checkSums();
            assertTrue(stage.committed() >= 6, stage.committed() + " were told to happen");
        } finally {
            payers.shutdownNow();
        }
    }

    /** A contract for those that claim to survive crashes. */
    public abstract static class Surviving extends BanksContract {

        /** Started again after a crash at whichever point, all agree and what was told is true. */
        @ParameterizedTest
        @MethodSource("points")
        void survivesACrashAtEveryPoint(String point) throws InterruptedException {
            try (CommitStage stage = stage(Duration.ofMillis(500))) {
                for (int i = 0; i < 2; i++) {
                    stage.crashAt(Point.parse(point));
                    stage.payOrLose(1 + i % 2, pay("t" + i, 10 + i));
                    assertEquals(true, stage.restartAfterCrash(), point + " was not passed");
                    stage.awaitQuiet();
                }
                checkAll(stage);
            }
        }

        protected void checkAll(CommitStage stage) throws InterruptedException {
            stage.check();
        }

        @Test
        void whatIsSentTwiceHappensOnce() throws InterruptedException {
            try (CommitStage stage = stage(PATIENCE)) {
                stage.repeatMessages();
                stage.payOrLose(1, pay("t", 10));
                stage.payOrLose(2, pay("u", 5));
                stage.awaitQuiet();
                stage.check();
                assertEquals(List.of(985L, 1015L), stage.balances("a").subList(0, 2));
            }
        }
    }
}
