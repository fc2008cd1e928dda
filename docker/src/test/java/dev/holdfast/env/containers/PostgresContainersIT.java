package dev.holdfast.env.containers;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.PostgresContract;
import org.junit.jupiter.api.BeforeEach;

class PostgresContainersIT extends PostgresContract {
    @BeforeEach
    void needsDocker() {
        NeedsDocker.assume();
    }

    @Override
    protected Environment start(EnvironmentSpec spec) {
        return ContainerEnvironment.start(spec);
    }
}
