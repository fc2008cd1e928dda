package dev.holdfast.env;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.env.node.Await;
import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.agent.Outcome.Type;
import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.Home;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Statement;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What commit through Kafka has to do in every environment, whatever happens to its parts. */
@Execution(ExecutionMode.CONCURRENT)
public abstract class KafkaPlayersContract {
    private static final Cast CAST = Cast.ofAgents();
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long OPENING = 1000;

    private @TempDir Path directory;
    private Environment environment;
    private int payments;

    /** What was told at last, by the payments' ids: whether they were committed. */
    private final Map<String, Boolean> told = new TreeMap<>();

    /** Brings {@code spec} up. */
    protected abstract Environment start(EnvironmentSpec spec);

    @BeforeEach
    void up() {
        Map<String, Map<String, Long>> opening =
                CAST.participants().stream()
                        .collect(
                                Collectors.toMap(
                                        name -> name,
                                        name -> Map.of("a", OPENING, Payment.CASH, 0L)));
        environment =
                start(
                        new EnvironmentSpec(
                                Topology.oneKafka(),
                                new Crew.Players(CAST, opening, PATIENCE),
                                "kafka-tx",
                                List.of(),
                                directory,
                                Rigging.LINKS));
    }

    @AfterEach
    void close() {
        if (environment != null) {
            environment.close();
        }
    }

    private AgentNode agent(String name) {
        return (AgentNode) environment.node(name);
    }

    private AgentConnection connect(String agent) {
        return AgentConnection.open(agent(agent).control(), LONG);
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** The next payment whose home is this coordinator. */
    private String next(String home) {
        do {
            payments++;
        } while (!Home.of("t-" + payments, CAST).equals(home));
        return "t-" + payments;
    }

    private Outcome pay(String coordinator, String id) {
        try (AgentConnection agent = connect(coordinator)) {
            return get(
                    agent.pay(
                            1,
                            new Payment(
                                    id,
                                    List.of(
                                            new Leg("participant-1", "a", -1),
                                            new Leg("participant-2", "a", 1)))));
        }
    }

    /** Asks until it is told; everybody tells the same, now and then. */
    private void settle(String id) {
        for (String coordinator : List.of("coordinator-1", "coordinator-2")) {
            Outcome[] last = new Outcome[1];
            boolean isTold =
                    Await.until(
                            () -> {
                                last[0] = pay(coordinator, id);
                                return last[0].type() == Type.OK
                                        || last[0].error().startsWith("aborted: ");
                            },
                            LONG);
            assertTrue(isTold, () -> id + ": " + last[0]);
            boolean isCommitted = last[0].type() == Type.OK;
            Boolean before = told.putIfAbsent(id, isCommitted);
            assertTrue(before == null || before == isCommitted, () -> id + ": " + last[0]);
        }
    }

    private Statement statement(String participant) {
        try (AgentConnection agent = connect(participant)) {
            return get(agent.statement(1, participant)).statement().orElseThrow();
        }
    }

    private static Set<String> ids(Statement statement) {
        return statement.entries().stream()
                .map(Statement.Entry::payment)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What was told happened at everybody's, once, and nothing else did. */
    private void assertKept() {
        Set<String> committed = new TreeSet<>();
        told.forEach(
                (id, isCommitted) -> {
                    if (isCommitted) {
                        committed.add(id);
                    }
                });
        assertFalse(committed.isEmpty(), "nothing was committed");
        for (String participant : List.of("participant-1", "participant-2")) {
            assertTrue(
                    Await.until(
                            () ->
                                    statement(participant).inDoubt().isEmpty()
                                            && ids(statement(participant)).containsAll(committed),
                            LONG),
                    () -> participant + ": " + statement(participant));
            assertEquals(committed, ids(statement(participant)));
            assertEquals(committed.size(), statement(participant).entries().size());
        }
        assertEquals(OPENING - committed.size(), statement("participant-1").balances().get("a"));
        assertEquals(OPENING + committed.size(), statement("participant-2").balances().get("a"));
    }

    @Test
    void agreesThroughTheEndsOfItsParts() {
        settle(next("coordinator-1"));
        settle(next("coordinator-2"));

        Node broker = environment.node("kafka");
        broker.kill();
        String during = next("coordinator-1");
        assertNotEquals(Type.OK, pay("coordinator-1", during).type());
        broker.start();
        settle(during);

        for (String name : List.of("coordinator-1", "participant-1")) {
            agent(name).kill();
            agent(name).start();
        }
        settle(next("coordinator-1"));
        List.copyOf(told.keySet()).forEach(this::settle);
        assertKept();
    }

    @Test
    void onlyWhoIsCutOffFromTheBrokerWaits() {
        settle(next("coordinator-1"));
        Link link = environment.link("coordinator-1", "kafka");
        link.silence(Direction.BOTH);
        String stuck = next("coordinator-1");
        assertEquals(Type.INFO, pay("coordinator-1", stuck).type());
        settle(next("coordinator-2"));
        link.heal();
        settle(stuck);
        assertKept();
    }

    /** Its transaction is open then, and hides whatever comes later. */
    @Test
    void aTransactionCutShortHappensNowhere() {
        settle(next("coordinator-1"));
        AgentNode coordinator = agent("coordinator-1");
        try (AgentConnection agent = connect("coordinator-1")) {
            assertEquals(
                    Type.OK,
                    get(agent.arm(Optional.of(Point.before(Step.DECISION_FORCED)))).type());
        }
        String lost = next("coordinator-1");
        assertEquals(Type.INFO, pay("coordinator-2", lost).type());
        assertTrue(Await.until(() -> !coordinator.isAlive(), LONG));
        settleAlone(next("coordinator-2"));
        coordinator.start();
        settle(lost);
        assertKept();
    }

    /** As {@link #settle}, where only the second coordinator runs. */
    private void settleAlone(String id) {
        assertTrue(Await.until(() -> pay("coordinator-2", id).type() == Type.OK, LONG), id);
        told.put(id, true);
    }
}
