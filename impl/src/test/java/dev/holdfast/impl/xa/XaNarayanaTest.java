package dev.holdfast.impl.xa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class XaNarayanaTest extends XaManagerContract {

    private static final Duration THREE_PASSES_OF_RECOVERY = Duration.ofSeconds(6);

    @Override
    protected String system() {
        return "xa-narayana";
    }

    /**
     * pgjdbc #4438: 190 of 200 are left, and the branch with the rest stays. Should the driver be
     * mended, this fails: then the claims have to change, too.
     */
    @Test
    void losesTheBranchOfABackendThatEndsWithAWord() throws SQLException {
        try (ForkedCoordinator asked = paidUntilTheSecondCommit()) {
            banks.endBackends(2);
            asked.tell("go");
            assertLost(asked);
        }
        // Recovery knows of a heuristic outcome, and leaves it to people.
        try (ForkedCoordinator again = coordinator(1)) {
            assertStaysLost(again);
        }
    }

    /** A server whose first process is killed: the others say that it is gone, and go. */
    @Test
    void losesTheBranchOfAServerThatEndsWithAWord() {
        try (ForkedCoordinator asked = paidUntilTheSecondCommit()) {
            banks.server(2).killFirst();
            banks.server(2).startAgain();
            asked.tell("go");
            assertLost(asked);
        }
    }

    private static void assertLost(ForkedCoordinator asked) {
        String answer = asked.awaitAnswer();
        assertTrue(answer.startsWith("unknown"), answer);
        assertStaysLost(asked);
    }

    private static void assertStaysLost(ForkedCoordinator asked) {
        long end = System.nanoTime() + THREE_PASSES_OF_RECOVERY.toNanos();
        do {
            // Asking takes long enough: two transactions in each bank.
            assertEquals(List.of("90 [t] []", "100 [] [t]"), statements(asked));
        } while (System.nanoTime() < end);
    }
}
