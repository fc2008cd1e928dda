package dev.holdfast.env.containers;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.ZooKeeperContract;
import org.junit.jupiter.api.BeforeEach;

class ZooKeeperContainersIT extends ZooKeeperContract {
    @BeforeEach
    void needsDocker() {
        NeedsDocker.assume();
    }

    @Override
    protected Environment start(EnvironmentSpec spec) {
        return ContainerEnvironment.start(spec);
    }
}
