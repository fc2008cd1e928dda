package dev.holdfast.env;

import static dev.holdfast.env.Link.Canary.Outcome.ANSWERED;
import static dev.holdfast.env.Link.Canary.Outcome.SILENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a Hazelcast cluster has to do in every environment. It keeps no data over a kill. */
@Execution(ExecutionMode.CONCURRENT)
public abstract class HazelcastContract {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(30);

    private @TempDir Path directory;
    private Environment environment;

    /** Brings {@code spec} up. */
    protected abstract Environment start(EnvironmentSpec spec);

    @BeforeEach
    void up() {
        environment =
                start(
                        new EnvironmentSpec(
                                Topology.hazelcast(),
                                0,
                                "redis-token",
                                List.of(),
                                Duration.ofSeconds(4),
                                "hazelcast",
                                directory));
    }

    @AfterEach
    void down() {
        if (environment != null) {
            environment.close();
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        EnsembleContract.await(what, condition);
    }

    private List<ServerNode> leaders() {
        return environment.servers().stream().filter(ServerNode::isPrimary).toList();
    }

    @Test
    void everyPairHasALinkThatFaultsHitAlone() {
        assertEquals(6, environment.links().size());
        Link cut = environment.link("hazelcast-1", "hazelcast-2");
        cut.silence(Direction.BOTH);
        for (Link link : environment.links()) {
            assertEquals(
                    link == cut ? SILENT : ANSWERED,
                    link.canary(link == cut ? SHORT : LONG).outcome(),
                    link.name());
        }
        cut.heal();
        assertEquals(ANSWERED, cut.canary(LONG).outcome());
    }

    @Test
    void leaderThatIsCutOffIsReplaced() {
        await("one leader", () -> leaders().size() == 1);
        ServerNode old = leaders().get(0);
        List<Link> around =
                environment.links().stream()
                        .filter(l -> l.from().equals(old.name()) || l.to().equals(old.name()))
                        .toList();
        around.forEach(link -> link.silence(Direction.BOTH));
        await("a new leader", () -> leaders().stream().anyMatch(node -> node != old));
        await("the old one gives up", () -> !old.isServing());
        assertTrue(old.answers(), "cut off from its peers, not from its clients");
        await("the others go on", () -> leaders().stream().anyMatch(ServerNode::isServing));
        around.forEach(Link::heal);
        await("it is back", old::isServing);
    }

    @Test
    void majorityOutlivesAKill() {
        ServerNode killed = environment.servers().get(0);
        killed.kill();
        await(
                "the others go on",
                () -> environment.servers().stream().filter(ServerNode::isServing).count() == 2);
        killed.start();
        assertTrue(killed.answers());
    }
}
