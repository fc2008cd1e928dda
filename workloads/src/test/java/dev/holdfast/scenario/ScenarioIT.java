package dev.holdfast.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.env.processes.ProcessEnvironment;
import dev.holdfast.report.RunSummary;
import dev.holdfast.report.RunSummary.Coverage;
import dev.holdfast.run.Rig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioIT {
    @TempDir Path store;

    static List<String> ids() {
        return Scenarios.all().stream().map(Scenario::id).toList();
    }

    // Beside each other only: the class itself waits its turn like every other.
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("ids")
    void findsWhatItMust(String id) throws IOException {
        Scenario scenario = Scenarios.find(id);
        if (scenario.faults().contains("clock-jump")) {
            Optional<String> obstacle = ProcessEnvironment.clockObstacle();
            assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        }
        RunSummary summary = Rig.run(store, scenario.plan(), new ScenarioWorkload(scenario), false);
        for (Coverage c : summary.coverage()) {
            assertTrue(c.met(), id + " did not find: " + c.what() + "\n" + summary);
        }
    }
}
