package dev.holdfast.env;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.env.NodeClock.Reading;
import dev.holdfast.env.probe.RedisProbe;
import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.ServerKind;
import dev.holdfast.impl.topology.Service;
import dev.holdfast.impl.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the clocks of nodes have to do in every environment. */
@Execution(ExecutionMode.CONCURRENT)
public abstract class ClockContract {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration TOLERANCE = Duration.ofMillis(250);
    private static final Duration HOUR = Duration.ofHours(1);

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

    private EnvironmentSpec spec(int agents, ServerKind kind, String name) {
        return new EnvironmentSpec(
                new Topology(List.of(new Service(name, kind, Persistence.DURABLE, 0))),
                agents,
                "redis-token",
                List.of(),
                Duration.ofSeconds(2),
                name,
                directory);
    }

    private Environment up(int agents, ServerKind kind, String name) {
        environment = start(spec(agents, kind, name).with(Rigging.LINKS_AND_CLOCKS));
        return environment;
    }

    private static NodeClock clock(Node node) {
        return node.clock().orElseThrow();
    }

    private static boolean isNear(Reading reading, Duration offset) {
        Duration error = reading.offset().minus(offset).abs();
        return error.compareTo(reading.uncertainty().plus(TOLERANCE)) <= 0;
    }

    private static void assertShows(Node node, Duration offset) {
        Reading reading = clock(node).read(LIMIT);
        assertTrue(isNear(reading, offset), node.name() + ": " + reading + ", not " + offset);
    }

    /** Reads until a reading is as it should be. */
    private static void await(Node node, String what, Predicate<Reading> wanted) {
        long startNs = System.nanoTime();
        Reading reading = clock(node).read(LIMIT);
        while (!wanted.test(reading)) {
            assertTrue(System.nanoTime() - startNs < LIMIT.toNanos(), what + ", last " + reading);
            reading = clock(node).read(LIMIT);
        }
    }

    /** Jumps to and fro, and looks whether the node follows; its kind has to be able to tell. */
    private static void assertMoves(Node node) {
        for (Duration offset :
                List.of(Duration.ZERO, HOUR, HOUR.negated(), Duration.ofDays(1000))) {
            clock(node).set(offset);
            assertShows(node, offset);
        }
        clock(node).reset();
        assertShows(node, Duration.ZERO);
    }

    private String redis(String... command) throws IOException {
        return RedisProbe.ask(environment.direct("redis"), LIMIT, command).get(0);
    }

    @Test
    void redisAndAgentsMoveOneByOne() {
        Environment env = up(2, ServerKind.REDIS, "redis");
        Node redis = env.node("redis");
        Node agent = env.node("agent-1");
        assertMoves(redis);
        assertMoves(agent);
        clock(redis).set(HOUR);
        clock(agent).set(HOUR.negated());
        assertShows(redis, HOUR);
        assertShows(agent, HOUR.negated());
        assertShows(env.node("agent-2"), Duration.ZERO);
    }

    @Test
    void clocksCanRunFastAndSlow() {
        Node redis = up(0, ServerKind.REDIS, "redis").node("redis");
        for (long ratePpm : new long[] {4_000_000, -900_000}) {
            clock(redis).skew(ratePpm);
            Reading first = clock(redis).read(LIMIT);
            await(
                    redis,
                    "gained " + ratePpm + " ppm",
                    now -> {
                        double expected =
                                Duration.between(first.at(), now.at()).toNanos() * ratePpm / 1e6;
                        double gained = now.offset().minus(first.offset()).toNanos();
                        double error = now.uncertainty().plus(first.uncertainty()).toNanos();
                        return error < Math.abs(expected) / 10
                                && Math.abs(gained - expected) < Math.abs(expected) / 10 + error;
                    });
        }
        assertThrows(IllegalArgumentException.class, () -> clock(redis).skew(-1_000_000));
    }

    @Test
    void clocksCanSwing() {
        Node redis = up(0, ServerKind.REDIS, "redis").node("redis");
        clock(redis).strobe(HOUR, Duration.ofMillis(50));
        for (int i = 0; i < 3; i++) {
            await(redis, "an hour ahead", now -> isNear(now, HOUR));
            await(redis, "true", now -> isNear(now, Duration.ZERO));
        }
        for (Duration half : List.of(Duration.ZERO, HOUR.negated(), Duration.ofDays(2))) {
            assertThrows(IllegalArgumentException.class, () -> clock(redis).strobe(HOUR, half));
        }
        // As a plan that was edited by hand may have it.
        Duration endless = Duration.ofMillis(Long.MIN_VALUE + 1);
        assertThrows(IllegalArgumentException.class, () -> clock(redis).set(endless));
    }

    /** What the scenarios a12 and a13 rest on. */
    @Test
    void redisEndsLeasesByTheTimeItIsShown() throws IOException {
        Node redis = up(0, ServerKind.REDIS, "redis").node("redis");
        assertEquals("OK", redis("SET", "lease", "first", "NX", "PX", "20000"));
        clock(redis).set(Duration.ofSeconds(60));
        assertEquals("OK", redis("SET", "lease", "second", "NX", "PX", "20000"));
        clock(redis).set(HOUR.negated());
        assertTrue(Long.parseLong(redis("PTTL", "lease")) > HOUR.toMillis());
        assertEquals("", redis("SET", "lease", "third", "NX", "PX", "20000"), "held for an hour");
        assertTrue(
                redis("INFO", "server").contains("monotonic_clock:POSIX clock_gettime"),
                "what it measures spans by is no counter of the processor");
    }

    @Test
    void implementationWorksOnWhateverTheTimeIs() throws Exception {
        Environment env = up(1, ServerKind.REDIS, "redis");
        AgentNode agent = env.agents().get(0);
        clock(agent).set(HOUR.negated());
        clock(env.node("redis")).set(HOUR);
        try (AgentConnection connection = AgentConnection.open(agent.control(), LIMIT)) {
            Outcome grant =
                    connection.acquire(0, "lock", Optional.empty()).get(5, TimeUnit.SECONDS);
            assertEquals(Outcome.Type.OK, grant.type(), grant.error());
            clock(agent).set(HOUR);
            assertEquals(
                    Outcome.Type.OK,
                    connection.release(0, grant.grant()).get(5, TimeUnit.SECONDS).type());
        }
    }

    @Test
    void restartedNodesKeepTheirWrongTime() {
        Environment env = up(1, ServerKind.REDIS, "redis");
        for (Node node : List.of(env.node("redis"), env.node("agent-1"))) {
            clock(node).set(HOUR);
            String incarnation = node.incarnation();
            node.kill();
            EnvironmentException dead =
                    assertThrows(
                            EnvironmentException.class,
                            () -> clock(node).read(Duration.ofMillis(200)));
            assertTrue(dead.getMessage().contains("does not say what time it is"));
            node.start();
            assertNotEquals(incarnation, node.incarnation());
            await(node, "an hour ahead", now -> isNear(now, HOUR));
            // Nothing of that is in the way of who sets it right.
            clock(node).reset();
            assertShows(node, Duration.ZERO);
        }
    }

    @Test
    void zooKeeperMoves() {
        needs(ServerKind.ZOOKEEPER);
        assertMoves(up(0, ServerKind.ZOOKEEPER, "zk").servers().get(0));
    }

    @Test
    void postgresMoves() {
        needs(ServerKind.POSTGRES);
        assertMoves(up(0, ServerKind.POSTGRES, "postgres").servers().get(0));
    }

    @Test
    void etcdCannotBeMovedAndSaysSo() {
        needs(ServerKind.ETCD);
        assertEquals(Optional.empty(), up(0, ServerKind.ETCD, "etcd").servers().get(0).clock());
    }

    /** Skips the test where there is no such server. */
    protected abstract void needs(ServerKind kind);

    @Test
    void clocksStayAsTheyAreUnlessAskedFor() {
        environment = start(spec(1, ServerKind.REDIS, "redis"));
        for (Node node : List.of(environment.node("redis"), environment.node("agent-1"))) {
            assertFalse(node.clock().isPresent(), node.name());
        }
    }
}
