package dev.holdfast.impl.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir Path folder;
    private JournalFile journal;
    private AgentJournal reader;
    private final List<String> read = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        journal = JournalFile.open("participant-1", folder, false);
        reader = new AgentJournal(folder.resolve(AgentJournal.NAME));
    }

    @AfterEach
    void close() {
        journal.free();
        journal.close();
    }

    private Thread apply(String payment, String who) {
        Thread thread =
                new Thread(() -> journal.step(Step.APPLIED, payment, who, () -> "commit"), "step");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** All lines so far: state, step, payment, detail. */
    private List<String> lines() throws IOException {
        for (AgentJournal.Line line : reader.more()) {
            String text = line.state() + " " + line.step() + " " + line.payment();
            read.add((text + " " + line.detail()).strip());
        }
        return List.copyOf(read);
    }

    private void awaitLine(String line) throws IOException, InterruptedException {
        long startNs = System.nanoTime();
        while (!lines().contains(line)) {
            assertTrue(System.nanoTime() - startNs < LIMIT.toNanos(), line + " not in " + read);
            Thread.sleep(5);
        }
    }

    private static void ends(Thread thread) throws InterruptedException {
        thread.join(LIMIT.toMillis());
        assertFalse(thread.isAlive(), "it still stands");
    }

    @Test
    void whoPassesThePointStandsThereUntilLetGoAndOthersDoNot() throws Exception {
        journal.hold(Point.before(Step.APPLIED), "");
        Thread first = apply("t-1", "bank-1");
        awaitLine("held before-applied t-1");
        ends(apply("t-2", "bank-1"));
        assertEquals(
                List.of("held before-applied t-1", "begun applied t-2", "done applied t-2 commit"),
                lines());
        assertTrue(first.isAlive());
        journal.free();
        ends(first);
        assertEquals(
                List.of("freed before-applied t-1", "begun applied t-1", "done applied t-1 commit"),
                lines().subList(3, 6));
    }

    /** Of steps that end later no thread stands: neither who takes one, nor who ends it. */
    @Test
    void aStepThatEndsLaterIsHeldWithoutAThread() throws Exception {
        journal.hold(Point.before(Step.APPLIED), "");
        CompletableFuture<String> action = new CompletableFuture<>();
        CompletableFuture<String> held =
                journal.stepLater(
                        Step.APPLIED, "t-1", "bank-1", () -> action, made -> "made " + made);
        assertEquals(List.of("held before-applied t-1"), lines());
        journal.free();
        awaitLine("begun applied t-1");
        assertFalse(held.isDone());

        journal.hold(Point.after(Step.APPLIED), "");
        action.complete("commit");
        assertEquals("done applied t-1 made commit", lines().get(3));
        assertEquals("held applied t-1", lines().get(4));
        assertFalse(held.isDone());
        journal.free();
        assertEquals("commit", held.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void aStepThatFailsIsNotWrittenDown() throws IOException {
        CompletableFuture<String> failing =
                journal.stepLater(
                        Step.APPLIED,
                        "t-1",
                        "bank-1",
                        () -> CompletableFuture.failedFuture(new IOException("no disk")),
                        made -> made);
        assertTrue(failing.isCompletedExceptionally());
        assertEquals(List.of("begun applied t-1"), lines());
    }

    @Test
    void onlyTheStepThatIsAboutTheRightOneStands() throws Exception {
        journal.hold(Point.after(Step.APPLIED), "bank-2");
        ends(apply("t-1", "bank-1"));
        Thread second = apply("t-1", "bank-2");
        awaitLine("held applied t-1");
        assertEquals(2, lines().stream().filter("done applied t-1 commit"::equals).count());
        journal.free();
        ends(second);
    }

    @Test
    void whoeverIsHeldNextLetsTheFormerGo() throws Exception {
        journal.hold(Point.before(Step.APPLIED), "");
        Thread first = apply("t-1", "bank-1");
        awaitLine("held before-applied t-1");
        journal.hold(Point.before(Step.VOTE_SENT), "");
        ends(first);
        journal.free();
        ends(apply("t-2", "bank-1"));
        assertFalse(lines().contains("held before-applied t-2"));
    }

    /** For measuring speed: what nobody asked for need not be in the file yet, and then is. */
    @Test
    void inBatchesLinesAreThereOnceTheyAreAskedFor() throws IOException {
        try (JournalFile batches = JournalFile.open("b", folder.resolve("batches"), true)) {
            AgentJournal file =
                    new AgentJournal(folder.resolve("batches").resolve(AgentJournal.NAME));
            batches.step(Step.APPLIED, "t-1", "bank-1", () -> "commit");
            assertEquals(List.of(), file.more());
            batches.flush();
            assertEquals(
                    List.of("begun", "done"),
                    file.more().stream().map(AgentJournal.Line::state).toList());
        }
    }
}
