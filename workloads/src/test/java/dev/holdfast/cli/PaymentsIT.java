package dev.holdfast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commit protocols on real processes and servers: right ones, one that cannot work, a wrong one.
 */
class PaymentsIT {
    @TempDir Path store;

    private Ran test(String subject, String faults) {
        return Ran.holdfast(
                "test",
                "--subject",
                subject,
                "--faults",
                faults,
                "--time-limit",
                "15s",
                "--seed",
                "1",
                "--fail-fast",
                "--env",
                "processes",
                "--store",
                store.toString());
    }

    @Test
    void aRightOneSurvivesAgentsThatEndInTheMiddleOfAStep() throws IOException {
        Ran ran = test("wal-2pc", "crash");
        assertEquals(ExitCode.VALID, ran.exit(), ran.toString());
        String history =
                Files.readString(store.resolve("wal-2pc-payments-crash/latest/history.jsonl"));
        assertTrue(history.contains("\"f\":\"halt\""), "nobody ended at a step");
        assertTrue(history.contains("\"when\":\"final\""), "nobody was asked in the end");
    }

    @Test
    void theArticlesCannotPrepareAnything() {
        Ran ran = test("zk-2pc-seed", "none");
        assertEquals(ExitCode.UNKNOWN, ran.exit(), ran.toString());
        assertTrue(ran.out().contains("no payment was committed"), ran.out());
    }

    @Test
    void theArticlesRepairedTurnsDecisions() {
        Ran ran = test("zk-2pc-seed-repaired", "kill-participant");
        assertEquals(ExitCode.INVALID, ran.exit(), ran.toString());
        // Which two signs contradict each other first is chance; scenario b4 leaves none to it.
        assertTrue(ran.out().contains("invalid agreement, as expected: "), ran.out());
    }
}
