package dev.holdfast.env.containers;

import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.impl.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A runner that brings an environment of containers up, pauses its agent, and waits. */
final class KilledRunner {
    private KilledRunner() {}

    public static void main(String[] args) throws InterruptedException {
        ContainerEnvironment environment =
                ContainerEnvironment.start(
                        new EnvironmentSpec(
                                Topology.oneRedis(),
                                1,
                                "redis-token",
                                List.of(),
                                Duration.ofSeconds(2),
                                "redis",
                                Path.of(args[0])));
        environment.agents().get(0).pause();
        System.out.println("up");
        new CountDownLatch(1).await();
    }
}
