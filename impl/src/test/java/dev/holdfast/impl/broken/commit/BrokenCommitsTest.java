package dev.holdfast.impl.broken.commit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.CommitStage;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Home;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Statement;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.wal.WalCommit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each specimen does its wrong thing where its right counterpart does not. */
class BrokenCommitsTest {
    private static final Duration PATIENT = Duration.ofSeconds(3);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long TOO_MUCH = 5000;
    private static final long OPENING = 1000;
    private static final int ROUNDS = 100;

    @TempDir Path folder;

    /** What happens on a stage. */
    private interface Play {
        void on(CommitStage stage) throws InterruptedException;
    }

    /** Plays it for both: what the broken one comes to is wrong, what the right one is not. */
    private void onlyBreaks(CommitSystem broken, Duration patience, Play play)
            throws InterruptedException {
        try (CommitStage stage = new CommitStage(broken, folder.resolve("broken"), patience)) {
            play.on(stage);
            await(() -> !isRight(stage), LIMIT);
            assertTrue(!isRight(stage), broken.name() + " did nothing wrong");
        }
        try (CommitStage stage =
                new CommitStage(new WalCommit(), folder.resolve("right"), patience)) {
            play.on(stage);
            stage.awaitQuiet();
            stage.check();
            assertTrue(isRight(stage), "balances are what the entries make");
        }
    }

    /** Whether all that is known by now fits: outcomes, answers, balances. */
    private static boolean isRight(CommitStage stage) {
        try {
            for (Statement statement : stage.statements()) {
                long sum =
                        statement.entries().stream()
                                .filter(entry -> entry.account().equals("a"))
                                .mapToLong(Statement.Entry::amount)
                                .sum();
                if (statement.balances().get("a") != OPENING + sum) {
                    return false;
                }
                if (!statement.inDoubt().isEmpty()) {
                    return true;
                }
            }
            stage.check();
            return true;
        } catch (AssertionError wrong) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void await(BooleanSupplier condition, Duration limit)
            throws InterruptedException {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean() && System.nanoTime() - startNs < limit.toNanos()) {
            Thread.sleep(5);
        }
    }

    private static void awaitNoDoubt(CommitStage stage, Duration limit)
            throws InterruptedException {
        await(
                () -> {
                    try {
                        return stage.statements().stream().allMatch(s -> s.inDoubt().isEmpty());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return true;
                    }
                },
                limit);
    }

    private static Payment pay(String id, long amount) {
        return new Payment(
                id,
                List.of(
                        new Leg("participant-1", "a", -amount),
                        new Leg("participant-2", "a", amount)));
    }

    /** Ends whoever gets to this point first with a payment, and starts it again. */
    private static void crash(CommitStage stage, Point point) throws InterruptedException {
        stage.crashAt(point);
        stage.payOrLose(1, pay("t", 10));
        assertTrue(stage.restartAfterCrash(), point.label() + " was not passed");
    }

    @Test
    void theFirstVoteDecides() throws InterruptedException {
        // Which of the two votes is the first, is chance.
        onlyBreaks(new BrokenFirstVoteDecides(), PATIENT, BrokenCommitsTest::payTooMuchUntilWrong);
    }

    private static void payTooMuchUntilWrong(CommitStage stage) throws InterruptedException {
        for (int i = 0; i < ROUNDS && isRight(stage); i++) {
            stage.payOrLose(1, pay("t" + i, TOO_MUCH));
        }
    }

    @Test
    void silenceIsAYes() throws InterruptedException {
        onlyBreaks(
                new BrokenCommitsOnTimeout(),
                SHORT,
                stage -> crash(stage, Point.before(Step.VOTE_FORCED)));
    }

    @Test
    void aNoIsForgotten() throws InterruptedException {
        onlyBreaks(
                new BrokenForgetsNoVote(),
                PATIENT,
                stage -> stage.payOrLose(1, pay("t", TOO_MUCH)));
    }

    @Test
    void aDecisionIsToldAndLost() throws InterruptedException {
        onlyBreaks(
                new BrokenTellsBeforeForcing(),
                PATIENT,
                stage -> crash(stage, Point.after(Step.DECISION_SENT)));
    }

    @Test
    void aVoteIsCarriedOut() throws InterruptedException {
        // An abort may overtake the question, and then there is no vote.
        onlyBreaks(
                new BrokenAppliesBeforeDecision(),
                PATIENT,
                BrokenCommitsTest::payTooMuchUntilWrong);
    }

    @Test
    void aCommitToldTwiceIsCarriedOutTwice() throws InterruptedException {
        onlyBreaks(
                new BrokenAppliesTwice(),
                PATIENT,
                stage -> {
                    stage.repeatMessages();
                    stage.payOrLose(1, pay("t", 10));
                });
    }

    @Test
    void aPromiseIsCarriedOutAfterARestart() throws InterruptedException {
        onlyBreaks(
                new BrokenPresumesCommit(),
                SHORT,
                stage -> crash(stage, Point.after(Step.VOTE_FORCED)));
    }

    @Test
    void aPromiseIsGivenUp() throws InterruptedException {
        onlyBreaks(new BrokenChangesItsMind(), SHORT, BrokenCommitsTest::loseTheHomeForLong);
    }

    @Test
    void whatAReplicaLacksIsGivenUp() throws InterruptedException {
        onlyBreaks(new BrokenLaggingReplica(), SHORT, BrokenCommitsTest::loseTheHomeForLong);
    }

    /** The home has decided and told nobody; when it is back, the payer asks again. */
    private static void loseTheHomeForLong(CommitStage stage) throws InterruptedException {
        stage.crashAt(Point.after(Step.DECISION_FORCED));
        stage.payOrLose(1, pay("t", 10));
        stage.awaitCrash(LIMIT);
        awaitNoDoubt(stage, SHORT.multipliedBy(6));
        stage.restartCrashed();
        stage.payOrLose(1, pay("t", 10));
    }

    @Test
    void anAnswerIsGivenAndLost() throws InterruptedException {
        onlyBreaks(
                new BrokenAnswersBeforeDurable(),
                SHORT,
                stage -> crash(stage, Point.before(Step.DECISION_FORCED)));
    }

    @Test
    void aDebitIsWrittenOverAnother() throws InterruptedException {
        onlyBreaks(
                new BrokenLostUpdate(),
                PATIENT,
                stage -> {
                    // That both are promised before one is carried out, is chance.
                    for (int i = 0; i < ROUNDS && isRight(stage); i++) {
                        CompletableFuture<Void> one = paying(stage, 1, pay("s" + i, 1));
                        CompletableFuture<Void> other = paying(stage, 2, pay("t" + i, 1));
                        CompletableFuture.allOf(one, other).join();
                    }
                });
    }

    private static CompletableFuture<Void> paying(CommitStage stage, int n, Payment payment) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        stage.payOrLose(n, payment);
                    } catch (InterruptedException e) {
                        throw new CompletionException(e);
                    }
                });
    }

    @Test
    void aPaymentThatNeverReachedItsHomeIsCommitted() throws InterruptedException {
        int home = Home.of("t", Cast.ofAgents()).equals("coordinator-1") ? 1 : 2;
        onlyBreaks(
                new BrokenSwallowsException(),
                SHORT,
                stage -> {
                    stage.crashAt(Point.before(Step.PREPARE_SENT));
                    stage.payOrLose(3 - home, pay("t", 10));
                    assertTrue(stage.restartAfterCrash(), "its home was not asked");
                });
    }
}
