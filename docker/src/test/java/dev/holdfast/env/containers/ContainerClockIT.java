package dev.holdfast.env.containers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.env.ClockContract;
import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.impl.topology.ServerKind;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

class ContainerClockIT extends ClockContract {

    @BeforeEach
    void needsDocker() {
        Optional<String> obstacle =
                ContainerEnvironment.obstacle().or(ContainerEnvironment::clockObstacle);
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    }

    @Override
    protected Environment start(EnvironmentSpec spec) {
        return ContainerEnvironment.start(spec);
    }

    @Override
    protected void needs(ServerKind kind) {
        // The image has them all.
    }
}
