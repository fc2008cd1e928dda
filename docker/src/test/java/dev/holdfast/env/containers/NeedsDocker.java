package dev.holdfast.env.containers;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** What tests of containers need. */
final class NeedsDocker {
    private NeedsDocker() {}

    /** Skips the test, with the reason, where no container can be made. */
    static void assume() {
        Optional<String> obstacle = ContainerEnvironment.obstacle();
        Assumptions.assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    }
}
