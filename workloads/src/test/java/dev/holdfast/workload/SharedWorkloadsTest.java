package dev.holdfast.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.Op;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.lock.Guard;
import dev.holdfast.impl.lock.Mode;
import dev.holdfast.impl.lock.Sharing;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Topology;
import dev.holdfast.record.Recorder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which workload suits which lock, and what each writes into the history. */
class SharedWorkloadsTest {
    private static final Outcome DONE =
            new Outcome(
                    Outcome.Type.OK,
                    "",
                    1,
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    false,
                    "initial",
                    1000);

    @TempDir Path folder;

    private static String fitting(String name, Sharing sharing) {
        SubjectDescription subject =
                new SubjectDescription(
                        "my-lock",
                        "",
                        Topology.oneRedis(),
                        Claims.safe(),
                        sharing,
                        Guard.NONE,
                        Duration.ofSeconds(1),
                        Optional.empty(),
                        Optional.empty());
        return Workloads.fitting(name, subject).name();
    }

    @Test
    void theWorkloadIsTheOneThatAsksMostOfTheLock() {
        assertEquals("lock", fitting("", Sharing.MUTEX));
        assertEquals("lock", fitting("", Sharing.REENTRANT));
        assertEquals("rw", fitting("", Sharing.READ_WRITE));
        assertEquals("semaphore", fitting("", Sharing.semaphore(3)));
        assertEquals("lock", fitting("lock", Sharing.READ_WRITE), "its write lock is a lock");
    }

    @Test
    void whatDoesNotSuitIsRefusedInOneLine() {
        assertRefused("rw", Sharing.MUTEX, "use --workload lock");
        assertRefused("lock", Sharing.semaphore(2), "use --workload semaphore");
        assertRefused("semaphore", Sharing.READ_WRITE, "use --workload lock or rw");
        assertRefused("", new Sharing(Set.of(Mode.SHARED), 1, 1), "no workload suits my-lock");
        assertRefused("rv", Sharing.MUTEX, "unknown workload 'rv'");
    }

    private static void assertRefused(String name, Sharing sharing, String words) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> fitting(name, sharing))
                        .getMessage();
        assertTrue(message.contains(words), message);
        assertEquals(1, message.lines().count());
    }

    private List<Op> history(Errand errand, Sharing sharing, boolean habit) throws Exception {
        try (Recorder recorder = Recorder.open(folder.resolve("history.jsonl"), List.of())) {
            LockProcess process =
                    new LockProcess(
                            0,
                            "agent-1",
                            (agent, call) -> CompletableFuture.completedFuture(DONE),
                            recorder,
                            Waiting.Deadline.of(Duration.ofSeconds(1)));
            Payment payment = new Payment("w0-1", "pay-1", Optional.empty(), 5, 2, 0, habit, habit);
            errand.run(process, payment, sharing);
            return recorder.history().ops().stream().filter(Op::isInvoke).toList();
        }
    }

    private static String words(List<Op> ops) {
        return String.join(" ", ops.stream().map(Op::f).toList());
    }

    @Test
    void readersReadTwiceAndSayThatTheyRead() throws Exception {
        List<Op> ops = history(Errands::payOrLook, Sharing.READ_WRITE, true);
        assertEquals("acquire read read release", words(ops));
        assertEquals("read", ops.get(0).string("mode"));
    }

    @Test
    void writersPay() throws Exception {
        List<Op> ops = history(Errands::payOrLook, Sharing.READ_WRITE, false);
        assertEquals("acquire read write release", words(ops));
        assertEquals("write", ops.get(0).string("mode"));
    }

    @Test
    void aUseHasABeginningAndAnEndAndTheNumberOfPermits() throws Exception {
        List<Op> ops = history(Errands::use, Sharing.semaphore(3), false);
        assertEquals("acquire write write release", words(ops));
        assertEquals(3, ops.get(0).number("capacity"));
        assertEquals("pay-1/w0-1", ops.get(1).string("account"));
    }

    @Test
    void aReentrantLockIsAcquiredTwiceAndHeldAfterTheFirstRelease() throws Exception {
        List<Op> ops = history(Errands::pay, Sharing.REENTRANT, true);
        assertEquals("acquire acquire release read write release", words(ops));
        assertEquals(2, ops.get(0).number("depth"));
    }

    @Test
    void aPlainLockSaysNothingOfTheKind() throws Exception {
        List<Op> ops = history(Errands::pay, Sharing.MUTEX, true);
        assertEquals("acquire read write release", words(ops));
        assertEquals(Set.of("lock", "agent"), ((java.util.Map<?, ?>) ops.get(0).value()).keySet());
    }
}
