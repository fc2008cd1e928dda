package dev.holdfast.env.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentContract;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.Link;
import dev.holdfast.env.probe.RedisProbe;
import dev.holdfast.env.processes.ProcessId;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.Topology;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class ContainerEnvironmentIT extends EnvironmentContract {
    private @TempDir Path scratch;
    private DockerClient docker;

    @BeforeEach
    void needDocker() {
        NeedsDocker.assume();
        docker = Engine.find().docker();
    }

    @Override
    protected Environment start(EnvironmentSpec spec) {
        return ContainerEnvironment.start(spec);
    }

    private List<String> of(ProcessId runner) {
        List<String> label = List.of("dev.holdfast.pid=" + runner.pid());
        return Stream.concat(
                        docker
                                .listContainersCmd()
                                .withShowAll(true)
                                .withLabelFilter(label)
                                .exec()
                                .stream()
                                .map(Container::getId),
                        docker.listNetworksCmd().withFilter("label", label).exec().stream()
                                .map(Network::getId))
                .toList();
    }

    private List<String> ours() {
        return of(Owner.self().runner());
    }

    @Test
    void closeLeavesNothing() {
        Environment environment = start(spec(1, redis(Persistence.VOLATILE, 1)));
        assertEquals(2 + 1 + 2 + 1, ours().size(), "nodes, proxy and filter, network");
        environment.close();
        assertEquals(List.of(), ours());
    }

    @Test
    void nodesHaveNoWayOut() throws Exception {
        Environment environment = start(spec(0, redis(Persistence.VOLATILE, 0)));
        try (environment) {
            String range = null;
            for (Network network :
                    docker.listNetworksCmd().withFilter("label", labelOfOurs()).exec()) {
                if (network.getInternal()) {
                    range = network.getName();
                }
            }
            Container node = container(range + "-redis");
            assertEquals(1, node.getNetworkSettings().getNetworks().size());
            assertEquals(0, node.getPorts().length);
            assertEquals(0, container(range + "-proxy.toxiproxy").getPorts().length);
        }
    }

    private static List<String> labelOfOurs() {
        return List.of("dev.holdfast.pid=" + Owner.self().runner().pid());
    }

    private Container container(String name) {
        return docker.listContainersCmd().withNameFilter(List.of(name)).exec().get(0);
    }

    @Test
    void twoEnvironmentsDoNotMeet() throws Exception {
        EnvironmentSpec spec = spec(0, redis(Persistence.VOLATILE, 0));
        EnvironmentSpec elsewhere = with(spec, "redis-token", scratch);
        try (Environment one = start(spec);
                Environment two = start(elsewhere)) {
            assertNotEquals(one.direct("redis"), two.direct("redis"));
            RedisProbe.ask(one.direct("redis"), Duration.ofSeconds(2), "SET", "key", "one");
            assertEquals(
                    List.of(""),
                    RedisProbe.ask(two.direct("redis"), Duration.ofSeconds(2), "GET", "key"));
            one.close();
            assertTrue(two.servers().get(0).answers());
        }
    }

    /** Those of a living runner and a stranger's are as they were. */
    @Test
    void killedRunnerLeavesNothingAfterTheNextStart() throws Exception {
        String stranger =
                docker.createContainerCmd(ContainerNode.IMAGE)
                        .withCmd("sleep", "60")
                        .withLabels(Map.of(Owner.LABEL, "true"))
                        .exec()
                        .getId();
        Process runner = startRunner();
        try (Environment living = start(spec(0, redis(Persistence.VOLATILE, 0)))) {
            ProcessId id = ProcessId.of(runner.pid()).orElseThrow();
            assertEquals(1 + 1 + 2 + 1, of(id).size());
            assertEquals(List.of(), ContainerEnvironment.sweep(), "its runner lives");
            runner.destroyForcibly().waitFor();
            assertEquals(5, ContainerEnvironment.sweep().size());
            assertEquals(List.of(), of(id), "also the paused one");
            assertTrue(living.servers().get(0).answers());
            assertEquals(
                    "created", docker.inspectContainerCmd(stranger).exec().getState().getStatus());
        } finally {
            runner.destroyForcibly();
            docker.removeContainerCmd(stranger).withForce(true).exec();
        }
    }

    private Process startRunner() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        KilledRunner.class.getName(),
                        Files.createDirectories(scratch.resolve("run")).toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process runner = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader output = runner.inputReader(StandardCharsets.UTF_8);
        assertEquals("up", output.readLine());
        return runner;
    }

    private void assertFailsCleanly(EnvironmentSpec spec, String message) {
        EnvironmentException failure =
                assertThrows(EnvironmentException.class, () -> start(spec).close());
        assertTrue(failure.getMessage().contains(message), failure.getMessage());
        assertEquals(1, failure.getMessage().lines().count(), failure.getMessage());
        assertEquals(List.of(), ours());
    }

    @Test
    void agentThatCannotStart() {
        EnvironmentSpec spec = spec(2, redis(Persistence.VOLATILE, 0));
        assertFailsCleanly(with(spec, "com.acme.Missing", scratch), "com.acme.Missing");
    }

    @Test
    void serverThatEndsAtStart() throws Exception {
        // It cannot print to a folder, and says so where Docker hears it.
        Files.createDirectories(scratch.resolve("redis").resolve("redis.log"));
        assertFailsCleanly(
                new EnvironmentSpec(
                        Topology.oneRedis(),
                        0,
                        "redis-token",
                        List.of(),
                        Duration.ofSeconds(2),
                        "redis",
                        scratch),
                "redis.log: Is a directory");
    }

    @Test
    void imageThatIsMissingOrOld() {
        Engine engine = Engine.find();
        List<String> images = List.of(ContainerNode.IMAGE, "holdfast-none");
        assertSays(
                "Docker has no image holdfast-none; run docker/up, or use --env processes",
                () -> engine.require(images, ContainerNode.IMAGE, 0));
        assertSays(
                "is of an older Holdfast; run docker/up, or use --env processes",
                () -> engine.require(List.of(Gate.IMAGE), Gate.IMAGE, 1));
    }

    private static void assertSays(String message, Executable failing) {
        EnvironmentException failure = assertThrows(EnvironmentException.class, failing);
        assertTrue(failure.getMessage().contains(message), failure.getMessage());
        assertEquals(1, failure.getMessage().lines().count(), failure.getMessage());
    }

    @Test
    void theImageIsOfTheGenerationThatNodesNeed() throws Exception {
        String recipe = Files.readString(Path.of("images", "node.Dockerfile"));
        assertTrue(recipe.contains(Owner.LABEL + ".generation=" + ContainerNode.GENERATION));
    }

    @Test
    void rangeOfAddressesThatIsTaken() {
        Engine engine = Engine.find();
        NodeNetwork first = NodeNetwork.create(engine, Owner.self(), 4711);
        try {
            int taken = Integer.parseInt(first.nextAddress().split("\\.")[2]);
            NodeNetwork second = NodeNetwork.create(engine, Owner.self(), taken);
            second.remove();
            assertNotEquals(first.prefix(), second.prefix());
            assertSays(
                    "Docker cannot make a network in 10.199.0.0/16",
                    () -> NodeNetwork.create(engine, Owner.self(), taken, 1));
        } finally {
            first.remove();
        }
    }

    /** As where the engine is in a virtual machine. */
    @Test
    void portsArePublishedWhereTheNetworkIsOutOfReach() {
        System.setProperty(NodeNetwork.PUBLISH, "true");
        try (Environment environment = start(spec(1, redis(Persistence.VOLATILE, 0)))) {
            assertEquals("127.0.0.1", environment.direct("redis").host());
            assertTrue(environment.servers().get(0).answers());
            assertTrue(environment.agents().get(0).answers());
            environment.link("agent-1", "redis").refuse();
            assertEquals(
                    Link.Canary.Outcome.REFUSED,
                    environment.link("agent-1", "redis").canary(Duration.ofSeconds(5)).outcome());
            assertEquals(2 + 2 + 2, ours().size(), "nodes, proxy and filter, networks");
        } finally {
            System.clearProperty(NodeNetwork.PUBLISH);
        }
    }
}
