package dev.holdfast.env.processes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.env.ClockContract;
import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.impl.topology.ServerKind;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

class ProcessClockIT extends ClockContract {

    @BeforeEach
    void needsACompiler() {
        Optional<String> obstacle = ProcessEnvironment.clockObstacle();
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    }

    @Override
    protected Environment start(EnvironmentSpec spec) {
        return ProcessEnvironment.start(spec);
    }

    @Override
    protected void needs(ServerKind kind) {
        try {
            switch (kind) {
                case POSTGRES -> PostgresPrograms.find();
                case ETCD ->
                        assumeTrue(
                                ProgramPath.find("etcd", System.getenv("PATH")).isPresent(),
                                "no etcd on the PATH");
                default -> {
                    // It comes along.
                }
            }
        } catch (EnvironmentException e) {
            assumeTrue(false, e.getMessage());
        }
    }
}
