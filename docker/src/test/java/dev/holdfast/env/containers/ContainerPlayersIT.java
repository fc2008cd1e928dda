package dev.holdfast.env.containers;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.PlayersContract;
import org.junit.jupiter.api.BeforeEach;

class ContainerPlayersIT extends PlayersContract {

    @BeforeEach
    void needDocker() {
        NeedsDocker.assume();
    }

    @Override
    protected Environment start(EnvironmentSpec spec) {
        return ContainerEnvironment.start(spec);
    }
}
