package dev.holdfast.env;

import static dev.holdfast.env.Link.Canary.Outcome.ANSWERED;
import static dev.holdfast.env.Link.Canary.Outcome.REFUSED;
import static dev.holdfast.env.Link.Canary.Outcome.SILENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.ServerKind;
import dev.holdfast.impl.topology.Service;
import dev.holdfast.impl.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** What every environment has to do, however its nodes and links are made. */
public abstract class EnvironmentContract {
    /** What should not happen is waited for this long. */
    private static final Duration SHORT = Duration.ofMillis(200);

    private static final Duration LONG = Duration.ofSeconds(5);

    private @TempDir Path directory;
    private Environment environment;

    /** Brings {@code spec} up. */
    protected abstract Environment start(EnvironmentSpec spec);

    @AfterEach
    void closeEnvironment() {
        if (environment != null) {
            environment.close();
        }
    }

    protected static Service redis(Persistence persistence, int replicas) {
        return new Service("redis", ServerKind.REDIS, persistence, replicas);
    }

    protected final EnvironmentSpec spec(int agents, Service... services) {
        return new EnvironmentSpec(
                new Topology(List.of(services)),
                agents,
                "redis-token",
                List.of(),
                Duration.ofSeconds(2),
                services[0].name(),
                directory);
    }

    /** The same for another subject, in another folder. */
    protected static EnvironmentSpec with(EnvironmentSpec spec, String subject, Path directory) {
        return new EnvironmentSpec(
                spec.topology(), spec.crew(), subject, List.of(), directory, spec.rigging());
    }

    private Environment up(int agents, Service... services) {
        environment = start(spec(agents, services));
        return environment;
    }

    private static Link.Canary.Outcome canary(Link link) {
        return link.canary(SHORT).outcome();
    }

    /** The fate of a canary that is not silent: it comes as soon as a busy machine allows. */
    private static Link.Canary.Outcome told(Link link) {
        return link.canary(LONG).outcome();
    }

    private void set(String node, String value) {
        Address address = environment.direct(node);
        try (RedisClient client = RedisClient.create(address.host(), address.port())) {
            client.set("key", value);
        }
    }

    private String get(String node) {
        Address address = environment.direct(node);
        try (RedisClient client = RedisClient.create(address.host(), address.port())) {
            return client.get("key");
        }
    }

    protected static void await(BooleanSupplier condition) throws InterruptedException {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - startNs < LONG.toNanos(), "not within " + LONG);
            Thread.sleep(5);
        }
    }

    @Test
    void everyAgentHasALinkToEveryService() {
        Environment env =
                up(
                        2,
                        redis(Persistence.VOLATILE, 0),
                        new Service("ledger", ServerKind.REDIS, Persistence.DURABLE, 0));
        assertEquals(4, env.links().size());
        for (Link link : env.links()) {
            assertEquals(ANSWERED, told(link), link.name());
        }
        assertEquals(List.of("agent-1", "agent-2"), names(env.agents()));
        assertEquals(List.of("redis", "ledger"), names(env.servers()));
        assertFalse(env.versions().isEmpty());
        assertThrows(IllegalArgumentException.class, () -> env.node("nobody"));
        assertThrows(IllegalArgumentException.class, () -> env.link("agent-1", "nobody"));
    }

    private static List<String> names(List<? extends Node> nodes) {
        return nodes.stream().map(Node::name).toList();
    }

    @Test
    void linkFaultsTouchTheirOwnLinkOnly() {
        Environment env = up(2, redis(Persistence.VOLATILE, 0));
        Link cut = env.link("agent-1", "redis");
        Link other = env.link("agent-2", "redis");
        cut.refuse();
        cut.refuse();
        assertEquals(REFUSED, told(cut));
        assertEquals(ANSWERED, told(other));
        cut.heal();
        for (Direction direction : Direction.values()) {
            cut.silence(direction);
            cut.silence(direction);
            assertEquals(SILENT, canary(cut), direction.toString());
            assertEquals(ANSWERED, told(other), direction.toString());
            cut.heal();
            cut.heal();
            assertEquals(ANSWERED, told(cut), direction.toString());
        }
        cut.dropConnections();
        assertEquals(ANSWERED, told(cut));
    }

    @Test
    void latencyIsMeasurable() {
        Link link = up(1, redis(Persistence.VOLATILE, 0)).link("agent-1", "redis");
        link.delay(Direction.UPSTREAM, Duration.ofMillis(900));
        link.delay(Direction.UPSTREAM, Duration.ofMillis(60));
        link.delay(Direction.DOWNSTREAM, Duration.ofMillis(60));
        Link.Canary slow = link.canary(LONG);
        assertEquals(ANSWERED, slow.outcome());
        assertTrue(slow.took().toMillis() >= 118, slow.toString());
        assertTrue(slow.took().toMillis() < 800, slow.toString());
        link.heal();
        assertTrue(link.canary(LONG).took().toMillis() < 100);
    }

    @Test
    void implementationTalksThroughItsLink() throws Exception {
        Environment env = up(1, redis(Persistence.VOLATILE, 0));
        try (AgentConnection agent = AgentConnection.open(env.agents().get(0).control(), LONG)) {
            assertEquals(Outcome.Type.OK, acquire(agent, "first").get(5, TimeUnit.SECONDS).type());
            env.link("agent-1", "redis").silence(Direction.BOTH);
            CompletableFuture<Outcome> waiting = acquire(agent, "second");
            assertThrows(
                    TimeoutException.class,
                    () -> waiting.get(SHORT.toMillis(), TimeUnit.MILLISECONDS));
            assertTrue(env.agents().get(0).answers(), "no fault touches the control connection");
            env.link("agent-1", "redis").heal();
            assertEquals(Outcome.Type.OK, waiting.get(5, TimeUnit.SECONDS).type());
        }
    }

    private static CompletableFuture<Outcome> acquire(AgentConnection agent, String lock) {
        return agent.acquire(0, lock, Optional.empty());
    }

    @Test
    void pausedNodesLiveButDoNotAnswer() {
        Environment env = up(1, redis(Persistence.VOLATILE, 0));
        for (Node node : List.of(env.agents().get(0), env.servers().get(0))) {
            String incarnation = node.incarnation();
            assertTrue(node.answers(), node.name());
            node.pause();
            node.pause();
            assertTrue(node.isAlive(), node.name());
            assertFalse(node.answers(), node.name());
            node.resume();
            node.resume();
            assertTrue(node.answers(), node.name());
            assertEquals(incarnation, node.incarnation());
        }
        env.servers().get(0).pause();
        assertEquals(SILENT, canary(env.links().get(0)));
        env.servers().get(0).kill();
        assertEquals(REFUSED, told(env.links().get(0)), "a paused node can be killed");
    }

    @Test
    void agentsNoticeThatTheyStoodStill() throws Exception {
        AgentNode agent = up(1, redis(Persistence.VOLATILE, 0)).agents().get(0);
        try (AgentConnection connection =
                AgentConnection.open(agent.control(), Duration.ofSeconds(5))) {
            connection.stalledMillis().get(5, TimeUnit.SECONDS);
            agent.pause();
            assertFalse(agent.answers(), "which takes half a second to find out");
            agent.resume();
            long stalled = connection.stalledMillis().get(5, TimeUnit.SECONDS);
            assertTrue(stalled >= 400, stalled + " ms");
        }
    }

    @Test
    void durableServerKeepsItsDataUnlessStartedEmpty() {
        Environment env = up(1, redis(Persistence.DURABLE, 0));
        Node node = env.node("redis");
        set("redis", "kept");
        String incarnation = node.incarnation();
        node.kill();
        node.kill();
        assertFalse(node.isAlive());
        assertFalse(node.answers());
        assertEquals(REFUSED, told(env.links().get(0)));
        assertThrows(EnvironmentException.class, node::pause);
        node.start();
        node.start();
        assertTrue(node.answers());
        assertNotEquals(incarnation, node.incarnation());
        assertEquals("kept", get("redis"));
        assertEquals(ANSWERED, told(env.links().get(0)));
        assertThrows(EnvironmentException.class, node::startEmpty);
        node.kill();
        node.startEmpty();
        assertNull(get("redis"));
    }

    @Test
    void volatileServerLosesItsData() {
        Node node = up(0, redis(Persistence.VOLATILE, 0)).node("redis");
        set("redis", "lost");
        node.kill();
        node.start();
        assertNull(get("redis"));
    }

    @Test
    void killedAgentComesBack() throws InterruptedException {
        AgentNode agent = up(1, redis(Persistence.VOLATILE, 0)).agents().get(0);
        String incarnation = agent.incarnation();
        agent.kill();
        assertFalse(agent.isAlive());
        assertFalse(agent.answers());
        agent.start();
        // A heartbeat has a short limit, which a busy machine may miss once.
        await(agent::answers);
        assertNotEquals(incarnation, agent.incarnation());
    }

    @Test
    void writeLostByFailoverIsMissing() throws Exception {
        Environment env = up(1, redis(Persistence.DURABLE, 1));
        assertTrue(primary("redis-1") && !primary("redis-2"));
        set("redis-1", "replicated");
        await(() -> "replicated".equals(get("redis-2")));
        Link replication = env.link("redis-2", "redis-1");
        assertEquals(ANSWERED, told(replication));
        replication.silence(Direction.BOTH);
        assertEquals(SILENT, canary(replication));
        set("redis-1", "lost");
        env.node("redis-1").kill();
        env.promote("redis-2", List.of("agent-1"));
        assertTrue(primary("redis-2"));
        assertEquals("replicated", get("redis-2"));
        assertEquals(ANSWERED, told(env.link("agent-1", "redis")), "led to the new primary");
    }

    @Test
    void healedReplicationCatchesUp() throws Exception {
        Environment env = up(0, redis(Persistence.VOLATILE, 1));
        Link replication = env.link("redis-2", "redis-1");
        replication.silence(Direction.BOTH);
        set("redis-1", "late");
        Thread.sleep(SHORT.toMillis());
        assertNull(get("redis-2"));
        replication.heal();
        await(() -> "late".equals(get("redis-2")));
    }

    @Test
    void splitBrainServesEachAgentAnotherPrimary() {
        Environment env = up(2, redis(Persistence.DURABLE, 1));
        env.promote("redis-2", List.of("agent-2"));
        assertTrue(primary("redis-1") && primary("redis-2"));
        env.node("redis-1").kill();
        assertEquals(REFUSED, told(env.link("agent-1", "redis")));
        assertEquals(ANSWERED, told(env.link("agent-2", "redis")));
    }

    @Test
    void oldPrimaryFollowsTheNewOne() throws Exception {
        Environment env = up(0, redis(Persistence.DURABLE, 1));
        env.promote("redis-2", List.of());
        env.follow("redis-1", "redis-2");
        assertFalse(primary("redis-1"));
        set("redis-2", "from the new one");
        await(() -> "from the new one".equals(get("redis-1")));
        env.node("redis-1").kill();
        env.node("redis-1").start();
        assertFalse(primary("redis-1"), "a restart does not make it forget whom it follows");
    }

    private boolean primary(String node) {
        return ((ServerNode) environment.node(node)).isPrimary();
    }

    @Test
    void independentMastersAreIndependent() {
        List<Service> services = new ArrayList<>(Topology.independentRedis(3).services());
        services.add(0, redis(Persistence.VOLATILE, 0));
        Environment env = up(1, services.toArray(Service[]::new));
        assertEquals(4, env.links().size());
        set("redis-a", "a");
        assertNull(get("redis-b"));
        env.node("redis-a").kill();
        assertEquals(REFUSED, told(env.link("agent-1", "redis-a")));
        assertEquals(ANSWERED, told(env.link("agent-1", "redis-b")));
        assertTrue(primary("redis-c"));
    }

    @Test
    void closingTwiceAndAtOnceIsFine() throws Exception {
        Environment env = up(1, redis(Persistence.VOLATILE, 0));
        env.agents().get(0).pause();
        List<CompletableFuture<Void>> closers =
                List.of(
                        CompletableFuture.runAsync(env::close),
                        CompletableFuture.runAsync(env::close));
        for (CompletableFuture<Void> closer : closers) {
            closer.get(10, TimeUnit.SECONDS);
        }
        env.close();
        for (Node node : List.of(env.agents().get(0), env.servers().get(0))) {
            assertFalse(node.isAlive(), node.name());
            assertThrows(EnvironmentException.class, node::start, node.name());
        }
    }

    @Test
    void logsStayWhenAllIsOverAndDataDoNot() throws IOException {
        Environment env = up(1, redis(Persistence.DURABLE, 0));
        Path folder = env.node("redis").directory();
        Path data = folder.resolve("data");
        assertTrue(Files.exists(data), "a durable server keeps something");
        env.close();
        assertFalse(Files.exists(data));
        try (Stream<Path> left = Files.list(folder)) {
            assertTrue(left.anyMatch(f -> f.toString().endsWith(".log")), "no log is left");
        }
    }
}
