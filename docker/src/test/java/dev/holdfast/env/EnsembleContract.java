package dev.holdfast.env;

import static dev.holdfast.env.Link.Canary.Outcome.ANSWERED;
import static dev.holdfast.env.Link.Canary.Outcome.REFUSED;
import static dev.holdfast.env.Link.Canary.Outcome.SILENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.ServerKind;
import dev.holdfast.impl.topology.Service;
import dev.holdfast.impl.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What every ensemble has to do in every environment. */
@Execution(ExecutionMode.CONCURRENT)
public abstract class EnsembleContract {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String NAME = "ensemble";

    private @TempDir Path directory;
    private Environment environment;

    /** Brings {@code spec} up. */
    protected abstract Environment start(EnvironmentSpec spec);

    /** Which kind of server. */
    protected abstract ServerKind kind();

    /** Writes {@code value} through the member at this address. */
    protected abstract void put(Address member, String value) throws IOException;

    /** What was written, as the member at this address knows it; empty if nothing. */
    protected abstract String get(Address member) throws IOException;

    @AfterEach
    void closeEnvironment() {
        if (environment != null) {
            environment.close();
        }
    }

    private Environment up(int members, Persistence persistence) {
        Service service = new Service(NAME, kind(), persistence, members - 1);
        environment =
                start(
                        new EnvironmentSpec(
                                new Topology(List.of(service)),
                                0,
                                "redis-token",
                                List.of(),
                                Duration.ofSeconds(2),
                                NAME,
                                directory));
        return environment;
    }

    private interface Attempt {
        boolean succeeds() throws IOException;
    }

    protected static void await(String what, BooleanSupplier condition) {
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

    private static void awaitSuccess(String what, Attempt attempt) {
        await(
                what,
                () -> {
                    try {
                        return attempt.succeeds();
                    } catch (IOException e) {
                        return false;
                    }
                });
    }

    /** On a busy machine the members may just be choosing one. */
    private ServerNode leader() {
        List<ServerNode> seen = new ArrayList<>();
        await(
                "one leader",
                () -> {
                    seen.clear();
                    seen.addAll(leaders());
                    return seen.size() == 1;
                });
        return seen.get(0);
    }

    private List<ServerNode> leaders() {
        return environment.servers().stream()
                .filter(n -> n.isAlive() && n.answers() && n.isPrimary())
                .toList();
    }

    private List<ServerNode> others(ServerNode node) {
        return environment.servers().stream().filter(n -> n != node).toList();
    }

    private static List<Link> around(Environment environment, Node node) {
        return environment.links().stream()
                .filter(l -> l.from().equals(node.name()) || l.to().equals(node.name()))
                .toList();
    }

    @Test
    void everyPairHasALinkThatFaultsHitAlone() {
        Environment env = up(3, Persistence.VOLATILE);
        assertEquals(6, env.links().size());
        leader();
        for (Link link : env.links()) {
            assertEquals(ANSWERED, link.canary(LONG).outcome(), link.name());
        }
        Link cut = env.link(NAME + "-1", NAME + "-2");
        List<Link> rest = new ArrayList<>(env.links());
        rest.remove(cut);
        cut.refuse();
        assertEquals(REFUSED, cut.canary(SHORT).outcome());
        rest.forEach(link -> assertEquals(ANSWERED, link.canary(LONG).outcome(), link.name()));
        cut.heal();
        for (Direction direction : Direction.values()) {
            cut.silence(direction);
            assertEquals(SILENT, cut.canary(SHORT).outcome(), direction.toString());
            cut.heal();
            assertEquals(ANSWERED, cut.canary(LONG).outcome(), direction.toString());
        }
        rest.forEach(link -> assertEquals(ANSWERED, link.canary(LONG).outcome(), link.name()));
    }

    /** How a node is cut off. */
    private enum Cut {
        VISIBLE,
        SILENT,
        /** It hears nothing and is heard. */
        DEAF;

        void apply(Link link, Node node) {
            switch (this) {
                case VISIBLE -> link.refuse();
                case SILENT -> link.silence(Direction.BOTH);
                case DEAF ->
                        link.silence(
                                link.to().equals(node.name())
                                        ? Direction.UPSTREAM
                                        : Direction.DOWNSTREAM);
            }
        }
    }

    @Test
    void leaderThatIsCutOffIsReplaced() {
        Environment env = up(3, Persistence.DURABLE);
        for (Cut cut : Cut.values()) {
            ServerNode old = leader();
            around(env, old).forEach(link -> cut.apply(link, old));
            await(cut + ": new leader", () -> others(old).stream().anyMatch(ServerNode::isPrimary));
            await(cut + ": the old one gives up", () -> !old.isPrimary() && !old.isServing());
            assertTrue(old.answers(), "cut off from its peers, not from its clients");
            ServerNode present = leader();
            awaitSuccess("a write", () -> write(present, cut.toString()));
            around(env, old).forEach(Link::heal);
            await(cut + ": it is back", old::isServing);
            awaitSuccess("it catches up", () -> get(env.direct(old.name())).equals(cut.toString()));
        }
    }

    private boolean write(Node node, String value) throws IOException {
        put(environment.direct(node.name()), value);
        return true;
    }

    @Test
    void membersAreKilledAndStartedWithTheirData() {
        Environment env = up(3, Persistence.DURABLE);
        awaitSuccess("a write", () -> write(leader(), "kept"));
        for (ServerNode node : env.servers()) {
            String before = node.incarnation();
            node.kill();
            assertFalse(node.isAlive());
            assertFalse(node.isServing());
            node.start();
            assertNotEquals(before, node.incarnation());
            await("it is back", node::isServing);
        }
        env.servers().forEach(Node::kill);
        env.servers().forEach(Node::start);
        await("a leader", () -> leaders().size() == 1);
        awaitSuccess("a read", () -> get(env.direct(leader().name())).equals("kept"));
    }

    @Test
    void volatileMembersForget() {
        Environment env = up(3, Persistence.VOLATILE);
        awaitSuccess("a write", () -> write(leader(), "lost"));
        env.servers().forEach(Node::kill);
        env.servers().forEach(Node::start);
        await("a leader", () -> leaders().size() == 1);
        awaitSuccess("a read", () -> get(env.direct(leader().name())).isEmpty());
    }

    @Test
    void pausedLeaderIsReplaced() {
        up(3, Persistence.DURABLE);
        ServerNode old = leader();
        old.pause();
        assertFalse(old.answers());
        await("a new leader", () -> others(old).stream().anyMatch(ServerNode::isPrimary));
        old.resume();
        await("it follows", () -> old.isServing() && leaders().size() == 1);
        assertFalse(old.isPrimary());
    }

    @Test
    void twoEnsemblesDoNotMeet(@TempDir Path elsewhere) {
        Environment one = up(3, Persistence.VOLATILE);
        awaitSuccess("a write", () -> write(leader(), "one"));
        Service service = new Service(NAME, kind(), Persistence.VOLATILE, 0);
        EnvironmentSpec spec =
                new EnvironmentSpec(
                        new Topology(List.of(service)),
                        0,
                        "redis-token",
                        List.of(),
                        Duration.ofSeconds(2),
                        NAME,
                        elsewhere);
        try (Environment two = start(spec)) {
            assertTrue(two.servers().get(0).isPrimary(), "alone it leads itself");
            awaitSuccess("a read", () -> get(two.direct(NAME)).isEmpty());
        }
        assertEquals(3, one.servers().stream().filter(ServerNode::isServing).count());
    }

    @Test
    void ensemblesChooseTheirLeadersThemselves() {
        Environment env = up(1, Persistence.VOLATILE);
        assertThrows(EnvironmentException.class, () -> env.promote(NAME, List.of()));
    }
}
