package dev.holdfast.env.processes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.EtcdContract;
import org.junit.jupiter.api.BeforeEach;

class EtcdIT extends EtcdContract {
    @BeforeEach
    void needsEtcd() {
        assumeTrue(
                ProgramPath.find("etcd", System.getenv("PATH")).isPresent(), "no etcd on the PATH");
    }

    @Override
    protected Environment start(EnvironmentSpec spec) {
        return ProcessEnvironment.start(spec);
    }
}
