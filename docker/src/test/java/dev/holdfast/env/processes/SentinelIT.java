package dev.holdfast.env.processes;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.SentinelContract;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "needs the addresses 127.x.y.z, as on Linux")
class SentinelIT extends SentinelContract {

    @Override
    protected Environment start(EnvironmentSpec spec) {
        return ProcessEnvironment.start(spec);
    }
}
