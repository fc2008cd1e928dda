package dev.holdfast.checker.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.PartCheckers;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.io.JsonlWriter;
import dev.holdfast.checker.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Simulated runs: a lock that keeps a promise is never accused of breaking it, one that is broken
 * is caught in a good share of runs.
 */
class SimulationTest {
    /** How many runs of each right subject; a broken one gets fewer. */
    private static final int RUNS = Integer.getInteger("holdfast.simulations", 1_000);

    @ParameterizedTest
    @CsvSource({
        "TOKEN, NONE, KILLS, service belief resource",
        "WATCHDOG, NONE, KILLS, service belief resource",
        "FENCED, FENCE, KILLS, service belief resource",
        "TOKEN, NONE, STORM, service",
        "WATCHDOG, NONE, STORM, service",
        "FENCED, FENCE, STORM, service resource",
        "NONE, COMPARE, STORM, resource",
        "TOKEN, COMPARE, STORM, service resource",
        "SESSION, NONE, KILLS, service",
        "SESSION, NONE, STORM, service",
        "SESSION, COMPARE, STORM, service resource",
    })
    void aPromiseThatIsKeptIsNeverCalledBroken(
            Subject.Lock lock, Subject.Guard guard, Subject.Weather weather, String kept) {
        SplittableRandom random = new SplittableRandom(7);
        int valid = 0;
        for (int i = 0; i < RUNS; i++) {
            History history = Simulation.run(new Subject(lock, guard), weather, random.split());
            for (String name : kept.split(" ")) {
                Verdict verdict = PartCheckers.find(name).check(history);
                assertTrue(!verdict.word().equals("invalid"), () -> verdict + text(history));
                valid += verdict.word().equals("valid") ? 1 : 0;
            }
        }
        assertTrue(valid > RUNS * 0.9 * kept.split(" ").length, valid + " valid");
    }

    @ParameterizedTest
    @CsvSource({
        "TOKEN, NONE, STORM, belief, 0.3",
        "TOKEN, NONE, STORM, resource, 0.2",
        "FENCED, BROKEN_FENCE, STORM, resource, 0.06",
        "BROKEN_RELEASE, NONE, STORM, service, 0.2",
        "BROKEN_IGNORES_NX, NONE, KILLS, service, 0.8",
        "BROKEN_TTL, NONE, KILLS, service, 0.8",
        "BROKEN_CHECK_THEN_DELETE, NONE, STORM, service, 0.01",
        "BROKEN_REPEATING_TOKEN, FENCE, STORM, service, 0.5",
        "BROKEN_VOLATILE, NONE, KILLS, service, 0.2",
        "BROKEN_SESSION_TIMEOUT, NONE, KILLS, service, 0.1",
        "BROKEN_SESSION_IMPATIENT, NONE, STORM, service, 0.2",
    })
    void aBrokenOneIsCaught(
            Subject.Lock lock,
            Subject.Guard guard,
            Subject.Weather weather,
            String promise,
            double share) {
        SplittableRandom random = new SplittableRandom(7);
        Checker checker = PartCheckers.find(promise);
        int runs = Math.max(500, RUNS / 10);
        int caught = 0;
        for (int i = 0; i < runs; i++) {
            History history = Simulation.run(new Subject(lock, guard), weather, random.split());
            caught += checker.check(history).word().equals("invalid") ? 1 : 0;
        }
        int seen = caught;
        assertTrue(caught >= share * runs, () -> seen + " of " + runs + " caught");
    }

    private static String text(History h) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonlWriter out = new JsonlWriter(bytes)) {
            out.writeAll(h);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "\n" + bytes.toString(StandardCharsets.UTF_8);
    }
}
