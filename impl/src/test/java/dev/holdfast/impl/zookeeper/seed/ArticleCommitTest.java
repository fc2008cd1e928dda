package dev.holdfast.impl.zookeeper.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitStage;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.zookeeper.Ensemble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArticleCommitTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir Path folder;

    /** The repaired one leaves its parent behind. */
    @BeforeEach
    void deleteTransactions() throws Exception {
        try (CuratorFramework curator =
                CuratorFrameworkFactory.newClient(
                        Ensemble.address().toString(), new RetryOneTime(100))) {
            curator.start();
            curator.blockUntilConnected();
            curator.delete().quietly().deletingChildrenIfNeeded().forPath("/transaction");
        }
    }

    private CommitStage stage(ArticleCommit system) {
        return new CommitStage(system, folder, PATIENCE, Ensemble.endpoints());
    }

    private static Payment pay(String id, long amount) {
        return new Payment(
                id,
                List.of(
                        new Leg("participant-1", "a", -amount),
                        new Leg("participant-2", "a", amount)));
    }

    @Test
    void asWrittenNothingIsEverPrepared() throws InterruptedException {
        try (CommitStage stage = stage(ArticleCommit.asWritten())) {
            String first = failure(stage, 1, "t-1");
            assertTrue(first.contains("NoChildrenForEphemerals"), first);
            String second = failure(stage, 2, "t-2");
            assertTrue(second.contains("NodeExists"), second);
            assertEquals(List.of(1000L, 1000L, 1000L), stage.balances("a"));
        }
    }

    private static String failure(CommitStage stage, int coordinator, String id) {
        return String.valueOf(
                assertThrows(
                                DefiniteFailureException.class,
                                () -> stage.coordinator(coordinator).pay(pay(id, 10)))
                        .getMessage());
    }

    @Test
    void repairedItMovesMoneyAsLongAsNothingFails() throws InterruptedException {
        ArticleCommit system = ArticleCommit.repaired();
        try (CommitStage stage = stage(system)) {
            assertEquals(Answer.COMMITTED, stage.coordinator(1).pay(pay("t-1", 10)));
            Answer refused = stage.coordinator(2).pay(pay("t-2", 5000));
            assertFalse(refused.isCommitted());
            stage.awaitQuiet();
            assertEquals(List.of(990L, 1010L, 1000L), stage.balances("a"));
            stage.awaitPassed(
                    system.points().stream()
                            .map(Point::label)
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    /** The decision is on disk, and yet it is gone with whoever made it. */
    @Test
    void theDecisionEndsWithTheSessionOfWhoeverMadeIt() throws InterruptedException {
        try (CommitStage stage = stage(ArticleCommit.repaired())) {
            stage.crashAt(Point.before(Step.APPLIED));
            assertEquals(Answer.COMMITTED, stage.coordinator(1).pay(pay("t-1", 10)));
            stage.awaitCrash(PATIENCE);
            stage.awaitPoint(Point.after(Step.APPLIED));
            stage.restartCrashed();
            List<Long> times =
                    stage.statements().stream().map(s -> (long) s.entries().size()).toList();
            assertEquals(1, times.get(0) + times.get(1), "one of two has carried it out");
        }
    }
}
