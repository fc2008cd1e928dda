package dev.holdfast.env.containers;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.KafkaContract;
import org.junit.jupiter.api.BeforeEach;

class KafkaContainersIT extends KafkaContract {
    @BeforeEach
    void needsDocker() {
        NeedsDocker.assume();
    }

    @Override
    protected Environment start(EnvironmentSpec spec) {
        return ContainerEnvironment.start(spec);
    }
}
