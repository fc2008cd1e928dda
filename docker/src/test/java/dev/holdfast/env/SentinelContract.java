package dev.holdfast.env;

import static dev.holdfast.env.Link.Canary.Outcome.ANSWERED;
import static dev.holdfast.env.Link.Canary.Outcome.REFUSED;
import static dev.holdfast.env.Link.Canary.Outcome.SILENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.env.probe.RedisProbe;
import dev.holdfast.impl.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What sentinels and the Redis that they watch have to do in every environment. */
@Execution(ExecutionMode.CONCURRENT)
public abstract class SentinelContract {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int LINKS = 2 + 6 + 6;

    private @TempDir Path directory;
    private Environment environment;

    /** Brings {@code spec} up. */
    protected abstract Environment start(EnvironmentSpec spec);

    @BeforeEach
    void bringUp() {
        environment =
                start(
                        new EnvironmentSpec(
                                Topology.watchedRedis(),
                                0,
                                "redis-token",
                                List.of(),
                                Duration.ofSeconds(2),
                                "redis",
                                directory));
    }

    @AfterEach
    void closeEnvironment() {
        if (environment != null) {
            environment.close();
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - startNs < LONG.toNanos(), what + " not within " + LONG);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private ServerNode server(String name) {
        return (ServerNode) environment.node(name);
    }

    private List<ServerNode> sentinels() {
        return environment.servers().stream().filter(n -> n.service().equals("sentinel")).toList();
    }

    private String ask(String node, String... command) {
        try {
            return String.join(
                    " ", RedisProbe.ask(environment.direct(node), Duration.ofSeconds(2), command));
        } catch (IOException e) {
            return "";
        }
    }

    private void awaitWhole() {
        await(
                "one primary that the other follows",
                () ->
                        server("redis-1").isPrimary() != server("redis-2").isPrimary()
                                && ask("redis-1", "ROLE").contains("connected")
                                        != ask("redis-2", "ROLE").contains("connected")
                                && sentinels().stream().allMatch(ServerNode::isServing));
    }

    @Test
    void everyPairHasALinkThatFaultsHitAlone() {
        assertEquals(LINKS, environment.links().size());
        assertTrue(server("redis-1").isPrimary());
        assertFalse(server("redis-2").isPrimary());
        Link cut = environment.link("sentinel-2", "redis-1");
        List<Link> rest = new ArrayList<>(environment.links());
        rest.remove(cut);
        cut.refuse();
        assertEquals(REFUSED, cut.canary(SHORT).outcome());
        rest.forEach(link -> assertEquals(ANSWERED, link.canary(LONG).outcome(), link.name()));
        await(
                "one of three finds the primary dead",
                () -> ask("sentinel-2", "SENTINEL", "MASTER", "redis").contains("s_down"));
        for (String other : List.of("sentinel-1", "sentinel-3")) {
            assertFalse(ask(other, "SENTINEL", "MASTER", "redis").contains("s_down"), other);
        }
        assertTrue(server("redis-1").isPrimary(), "one is no majority");
        cut.heal();
        cut.silence(Direction.BOTH);
        assertEquals(SILENT, cut.canary(SHORT).outcome());
        cut.heal();
        await(
                "it is found alive again",
                () -> !ask("sentinel-2", "SENTINEL", "MASTER", "redis").contains("s_down"));
    }

    @Test
    void primaryThatIsCutFromSentinelsIsReplacedAndForgetsAfterwards() {
        Link replication = environment.link("redis-2", "redis-1");
        replication.silence(Direction.BOTH);
        assertEquals("OK", ask("redis-1", "SET", "held", "by A"));
        List<Link> cut =
                environment.links().stream()
                        .filter(l -> l.to().equals("redis-1") && l != replication)
                        .toList();
        assertEquals(3, cut.size());
        cut.forEach(link -> link.silence(Direction.BOTH));
        await("the replica is promoted", server("redis-2")::isPrimary);
        assertTrue(server("redis-1").isPrimary(), "nobody could tell it");
        await("one was elected", () -> sentinels().stream().anyMatch(ServerNode::isPrimary));
        assertEquals(1, sentinels().stream().filter(ServerNode::isPrimary).count());
        assertEquals("by A", ask("redis-1", "GET", "held"));
        assertEquals("", ask("redis-2", "GET", "held"), "never heard of it");
        cut.forEach(Link::heal);
        replication.heal();
        await("the old one is demoted", () -> !server("redis-1").isPrimary());
        awaitWhole();
        assertEquals("", ask("redis-1", "GET", "held"), "forgotten");
    }

    @Test
    void killedPrimaryIsReplacedAndComesBackAsAReplica() {
        assertEquals("OK", ask("redis-1", "SET", "x", "1"));
        await("the replica has it", () -> ask("redis-2", "GET", "x").equals("1"));
        server("redis-1").kill();
        await("the replica is promoted", server("redis-2")::isPrimary);
        server("redis-1").start();
        awaitWhole();
        assertTrue(server("redis-2").isPrimary());
        // Each knows after a restart whom it follows, as sentinels have had it written down.
        for (String node : List.of("redis-1", "redis-2")) {
            boolean primary = server(node).isPrimary();
            server(node).kill();
            server(node).start();
            assertEquals(primary, server(node).isPrimary(), node);
        }
        awaitWhole();
        assertEquals("1", ask("redis-1", "GET", "x"));
    }

    @Test
    void twoSentinelsAreEnoughAndOneIsNot() {
        server("sentinel-1").pause();
        assertFalse(server("sentinel-1").answers());
        server("sentinel-2").kill();
        await("the last one sees that", () -> !server("sentinel-3").isServing());
        server("redis-1").kill();
        await(
                "it finds the primary dead",
                () -> ask("sentinel-3", "SENTINEL", "MASTER", "redis").contains("s_down"));
        assertFalse(server("redis-2").isPrimary(), "one is no majority");
        server("sentinel-2").start();
        await("two are", server("redis-2")::isPrimary);
        server("sentinel-1").resume();
        server("redis-1").start();
        awaitWhole();
    }

    @Test
    void nobodyElseChoosesThePrimary() {
        assertThrows(EnvironmentException.class, () -> environment.promote("redis-2", List.of()));
        assertThrows(EnvironmentException.class, () -> environment.follow("redis-1", "redis-2"));
        assertThrows(
                EnvironmentException.class, () -> environment.promote("sentinel-1", List.of()));
    }
}
