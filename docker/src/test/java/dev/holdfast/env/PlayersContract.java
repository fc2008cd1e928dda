package dev.holdfast.env;

import static dev.holdfast.env.Link.Canary.Outcome.ANSWERED;
import static dev.holdfast.env.Link.Canary.Outcome.REFUSED;
import static dev.holdfast.env.Link.Canary.Outcome.SILENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.Home;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Statement;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the agents of a commit protocol have to do in every environment. */
@Execution(ExecutionMode.CONCURRENT)
public abstract class PlayersContract {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 10;

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

    private Environment up() {
        return up("wal-2pc");
    }

    private Environment up(String subject) {
        Map<String, Long> accounts = Map.of("alice", 100L, Payment.CASH, 0L);
        Map<String, Map<String, Long>> opening =
                Map.of(
                        "participant-1", accounts,
                        "participant-2", accounts,
                        "participant-3", accounts);
        environment =
                start(
                        new EnvironmentSpec(
                                new Topology(List.of()),
                                new Crew.Players(Cast.ofAgents(), opening, Duration.ofSeconds(3)),
                                subject,
                                List.of(),
                                directory,
                                Rigging.LINKS));
        return environment;
    }

    private static Payment payment(String id) {
        return new Payment(
                id,
                List.of(
                        new Leg("participant-1", "alice", -10),
                        new Leg("participant-2", "alice", 10)));
    }

    private AgentConnection connect(String agent) {
        AgentNode node = (AgentNode) environment.node(agent);
        return AgentConnection.open(node.control(), LONG);
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Statement statement(String participant) {
        try (AgentConnection agent = connect(participant)) {
            return get(agent.statement(1, participant)).statement().orElseThrow();
        }
    }

    private long balance(String participant) {
        return statement(participant).balances().get("alice");
    }

    private List<String> inDoubt(String participant) {
        return statement(participant).inDoubt();
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

    /** Else links to it would look cut for ever, and no fault of them could be proved. */
    @Test
    void whoDoesNotListenAsTheCastSaysIsNamed() {
        EnvironmentException e =
                assertThrows(EnvironmentException.class, () -> up(DeafCommit.class.getName()));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.contains("does not answer other agents"), message);
        assertTrue(message.contains("Cast.withListening"), message);
    }

    @Test
    void everyAgentHasALinkToEachOther() {
        Environment env = up();
        assertEquals(5, env.agents().size());
        assertEquals(5 * 4, env.links().size());
        for (Link link : env.links()) {
            assertEquals(ANSWERED, link.canary(LONG).outcome(), link.name());
        }
        Link cut = env.link("coordinator-1", "participant-2");
        cut.refuse();
        assertEquals(REFUSED, cut.canary(SHORT).outcome());
        assertEquals(ANSWERED, env.link("participant-2", "coordinator-1").canary(LONG).outcome());
        cut.heal();
        cut.silence(Direction.BOTH);
        assertEquals(SILENT, cut.canary(SHORT).outcome());
        cut.heal();
        assertEquals(ANSWERED, cut.canary(LONG).outcome());
    }

    @Test
    void whatWasPaidIsStillThereAfterAKill() {
        Environment env = up();
        try (AgentConnection coordinator = connect("coordinator-2")) {
            Outcome paid = get(coordinator.pay(1, payment("t-1")));
            assertEquals(Outcome.Type.OK, paid.type(), paid.error());
            Outcome poor =
                    get(
                            coordinator.pay(
                                    1,
                                    new Payment(
                                            "t-2",
                                            List.of(
                                                    new Leg("participant-1", "alice", -1000),
                                                    new Leg("participant-3", "alice", 1000)))));
            assertEquals(Outcome.Type.FAIL, poor.type());
            assertTrue(poor.error().startsWith("aborted: alice at participant-1"), poor.error());
        }
        await("the payment", () -> balance("participant-2") == 110);
        for (AgentNode node : env.agents()) {
            node.kill();
            node.start();
        }
        assertEquals(90, balance("participant-1"));
        assertEquals(110, balance("participant-2"));
    }

    @Test
    void anAgentEndsAtThePointThatIsAskedFor() throws Exception {
        Environment env = up();
        AgentNode participant = (AgentNode) env.node("participant-1");
        String before = participant.incarnation();
        Point point = Point.after(Step.VOTE_FORCED);
        try (AgentConnection agent = connect("participant-1")) {
            assertEquals(Outcome.Type.OK, get(agent.arm(Optional.of(point))).type());
        }
        try (AgentConnection coordinator = connect("coordinator-1")) {
            String paid = "";
            // On a busy machine nobody may have been asked to vote in time.
            for (int i = 1; i <= ATTEMPTS && participant.isAlive(); i++) {
                paid = "t-" + i;
                get(coordinator.pay(1, payment(paid)));
            }
            String last = paid;
            await("the end of the agent", () -> !participant.isAlive());
            List<String> journal = Files.readAllLines(participant.journal());
            assertTrue(
                    journal.get(journal.size() - 1).contains("\"halt\":\"vote-forced\""),
                    journal.toString());
            participant.start();
            assertNotEquals(before, participant.incarnation());
            Outcome again = get(coordinator.pay(1, payment(last)));
            assertEquals(Outcome.Type.FAIL, again.type(), "nobody decides without its vote");
            assertTrue(again.error().startsWith("aborted: "), again.error());
            await("an end of its doubt", () -> inDoubt("participant-1").isEmpty());
            assertEquals(100, balance("participant-1"));
        }
    }

    @Test
    void anAgentStandsAtThePointThatIsAskedForAndGoesOn() throws Exception {
        Environment env = up();
        String home = Home.of("t-1", Cast.ofAgents());
        Path journal = ((AgentNode) env.node(home)).journal();
        try (AgentConnection coordinator = connect(home)) {
            Point point = Point.before(Step.DECISION_FORCED);
            assertEquals(Outcome.Type.OK, get(coordinator.hold(point, "")).type());
            CompletableFuture<Outcome> paid = coordinator.pay(1, payment("t-1"));
            await("the coordinator to stand", () -> text(journal).contains("\"held\""));
            assertEquals(Outcome.Type.OK, get(coordinator.ping()).type());
            assertFalse(paid.isDone(), "it is not decided");
            get(coordinator.free());
            // On a busy machine somebody may not have voted in time.
            assertNotEquals(Outcome.Type.INFO, get(paid).type());
            assertTrue(text(journal).contains("\"freed\""), text(journal));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
