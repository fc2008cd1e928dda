package dev.holdfast.env.processes;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.KafkaContract;

class KafkaIT extends KafkaContract {
    @Override
    protected Environment start(EnvironmentSpec spec) {
        return ProcessEnvironment.start(spec);
    }
}
