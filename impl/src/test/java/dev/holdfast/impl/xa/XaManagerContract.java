package dev.holdfast.impl.xa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.catalogue.Commits;
import dev.holdfast.impl.sql.TestBanks;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Transaction managers, each coordinator in a process of its own, since that is what they know. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class XaManagerContract {
    protected static final Duration RECOVERY_LIMIT = Duration.ofSeconds(45);

    @TempDir protected Path folder;
    protected TestBanks banks;

    protected abstract String system();

    @BeforeEach
    void begin() throws SQLException {
        if (banks == null) {
            banks = TestBanks.of(Commits.find(system()).orElseThrow());
        }
        banks.empty();
    }

    @AfterAll
    void end() {
        if (banks != null) {
            banks.close();
        }
    }

    protected ForkedCoordinator coordinator(int n) {
        return ForkedCoordinator.start(system(), "coordinator-" + n, folder, banks);
    }

    protected ForkedCoordinator coordinatorUntil(String point, String who, String what) {
        return ForkedCoordinator.start(system(), "coordinator-1", folder, banks, point, who, what);
    }

    /** It has told the first bank to commit, which has, and is about to tell the second. */
    protected ForkedCoordinator paidUntilTheSecondCommit() {
        ForkedCoordinator paying = coordinatorUntil("before-applied", "bank-2", "wait");
        paying.tell("pay t 10");
        paying.awaitWaiting();
        return paying;
    }

    /** What both banks say. */
    protected static List<String> statements(ForkedCoordinator asked) {
        return List.of(asked.ask("statement bank-1"), asked.ask("statement bank-2"));
    }

    protected static List<String> await(
            ForkedCoordinator asked, Predicate<List<String>> condition) {
        long end = System.nanoTime() + RECOVERY_LIMIT.toNanos();
        List<String> seen = statements(asked);
        while (!condition.test(seen) && System.nanoTime() < end) {
            seen = statements(asked);
        }
        assertTrue(condition.test(seen), "after " + RECOVERY_LIMIT + ": " + seen);
        return seen;
    }

    protected static boolean isQuiet(List<String> statements) {
        return statements.stream().allMatch(statement -> statement.endsWith(" []"));
    }

    @Test
    void moneyMovesOnceAndAnswersStay() {
        try (ForkedCoordinator first = coordinator(1);
                ForkedCoordinator second = coordinator(2)) {
            assertEquals("committed", first.ask("pay t 10"));
            assertEquals("committed", second.ask("pay t 10"));
            String refused = second.ask("pay u 500");
            assertEquals("aborted a at bank-1 has 90 to give, not 500", refused);
            assertEquals(refused, first.ask("pay u 500"));
            assertEquals("committed", second.ask("pay v -30"));
            assertEquals(List.of("120 [t, v] []", "80 [t, v] []"), statements(first));
        }
    }

    @Test
    void manyAtOnceAllHappenOnceOrNot() {
        try (ForkedCoordinator asked = coordinator(1)) {
            int committed = Integer.parseInt(asked.ask("many 6"));
            assertTrue(committed >= 12, committed + " of 24 were told to happen");
            List<String> quiet = await(asked, XaManagerContract::isQuiet);
            long sum = 0;
            for (String statement : quiet) {
                assertEquals(committed, Pattern.compile("m-").matcher(statement).results().count());
                sum += Long.parseLong(statement.substring(0, statement.indexOf(' ')));
            }
            assertEquals(200, sum);
        }
    }

    /** A server that ends without a word is away, as the driver says, and is told again. */
    @Test
    void keepsTheBranchOfAServerThatEndsWithoutAWord() {
        try (ForkedCoordinator asked = paidUntilTheSecondCommit()) {
            banks.server(2).kill();
            banks.server(2).startAgain();
            asked.tell("go");
            String unused = asked.awaitAnswer();
            assertEquals(
                    List.of("90 [t] []", "110 [t] []"), await(asked, XaManagerContract::isQuiet));
        }
    }

    static Stream<Arguments> crashes() {
        return Stream.of(
                // Whether the payment happens is decided between the last vote and the first
                // commit.
                Arguments.of("before-prepare-sent", "bank-1", false),
                Arguments.of("vote-forced", "bank-1", false),
                Arguments.of("vote-forced", "bank-2", false),
                Arguments.of("decision-sent", "bank-1", true),
                Arguments.of("applied", "bank-1", true),
                Arguments.of("applied", "bank-2", true));
    }

    @ParameterizedTest
    @MethodSource("crashes")
    void recoversFromACrash(String point, String who, boolean isCommitted) {
        try (ForkedCoordinator crashed = coordinatorUntil(point, who, "halt")) {
            crashed.tell("pay t 10");
            crashed.awaitEnd();
        }
        try (ForkedCoordinator again = coordinator(1)) {
            List<String> quiet = await(again, XaManagerContract::isQuiet);
            assertEquals(
                    isCommitted
                            ? List.of("90 [t] []", "110 [t] []")
                            : List.of("100 [] []", "100 [] []"),
                    quiet);
            assertEquals("committed", again.ask("pay t 10"));
            assertEquals(List.of("90 [t] []", "110 [t] []"), statements(again));
        }
    }
}
