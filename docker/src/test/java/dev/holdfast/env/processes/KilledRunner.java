package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.impl.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A runner that brings an environment up, pauses its agent, and waits to be killed. */
final class KilledRunner {
    private KilledRunner() {}

    public static void main(String[] args) throws InterruptedException {
        ProcessEnvironment environment =
                ProcessEnvironment.start(
                        new EnvironmentSpec(
                                Topology.oneRedis(),
                                1,
                                "redis-token",
                                List.of(),
                                Duration.ofSeconds(2),
                                "redis",
                                Path.of(args[0])));
        environment.agents().get(0).pause();
        String agent = environment.agents().get(0).incarnation().split("@", 2)[0];
        String server = environment.servers().get(0).incarnation().split("@", 2)[0];
        System.out.println(agent + " " + server);
        new CountDownLatch(1).await();
    }
}
