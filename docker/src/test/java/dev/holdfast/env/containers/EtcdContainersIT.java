package dev.holdfast.env.containers;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.EtcdContract;
import org.junit.jupiter.api.BeforeEach;

class EtcdContainersIT extends EtcdContract {
    @BeforeEach
    void needsDocker() {
        NeedsDocker.assume();
    }

    @Override
    protected Environment start(EnvironmentSpec spec) {
        return ContainerEnvironment.start(spec);
    }
}
