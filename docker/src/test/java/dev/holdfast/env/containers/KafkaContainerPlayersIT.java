package dev.holdfast.env.containers;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.KafkaPlayersContract;
import org.junit.jupiter.api.BeforeEach;

class KafkaContainerPlayersIT extends KafkaPlayersContract {

    @BeforeEach
    void needDocker() {
        NeedsDocker.assume();
    }

    @Override
    protected Environment start(EnvironmentSpec spec) {
        return ContainerEnvironment.start(spec);
    }
}
