package dev.holdfast.env.containers;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.SentinelContract;

class SentinelContainersIT extends SentinelContract {

    @Override
    protected Environment start(EnvironmentSpec spec) {
        NeedsDocker.assume();
        return ContainerEnvironment.start(spec);
    }
}
