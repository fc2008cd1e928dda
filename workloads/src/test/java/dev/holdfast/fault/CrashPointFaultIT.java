package dev.holdfast.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.env.AgentNode;
import dev.holdfast.env.Crew;
import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.Rigging;
import dev.holdfast.env.processes.ProcessEnvironment;
import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What healing has to make good, on real processes. */
class CrashPointFaultIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Point POINT = Point.after(Step.VOTE_FORCED);

    @TempDir Path folder;

    private Environment start() {
        Map<String, Long> accounts = Map.of("alice", 100L, Payment.CASH, 0L);
        return ProcessEnvironment.start(
                new EnvironmentSpec(
                        new Topology(List.of()),
                        new Crew.Players(
                                Cast.ofAgents(),
                                Map.of(
                                        "participant-1", accounts,
                                        "participant-2", accounts,
                                        "participant-3", accounts),
                                Duration.ofSeconds(2)),
                        "wal-2pc",
                        List.of(),
                        folder,
                        Rigging.LINKS));
    }

    private static Outcome pay(Environment environment, String id) throws Exception {
        AgentNode coordinator = (AgentNode) environment.node("coordinator-1");
        try (AgentConnection agent = AgentConnection.open(coordinator.control(), LIMIT)) {
            return agent.pay(
                            1,
                            new Payment(
                                    id,
                                    List.of(
                                            new Leg("participant-1", "alice", -10),
                                            new Leg("participant-2", "alice", 10))))
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void arm(Environment environment, String name) {
        AgentNode agent = (AgentNode) environment.node(name);
        assertTrue(AgentControl.tell(agent, LIMIT, c -> c.arm(Optional.of(POINT))), name);
    }

    @Test
    void nobodyEndsAnyMoreOnceItIsHealed() throws Exception {
        Fault fault = Faults.find("crash:" + POINT.label());
        try (Environment environment = start()) {
            PlannedFault planned =
                    new PlannedFault("", fault.kind(), POINT.label(), 0, 200, Map.of());
            // Two pass it at once, and a third has not heard that it is over.
            for (String name : List.of("participant-1", "participant-2", "participant-3")) {
                arm(environment, name);
            }
            assertFalse(pay(environment, "t-1").type() == Outcome.Type.OK);
            String proof = fault.heal(planned, environment);
            assertTrue(proof.contains("participant-1 answers"), proof);
            assertTrue(proof.contains("participant-2 answers"), proof);
            assertFalse(proof.contains("participant-3"), proof);

            arm(environment, "participant-2");
            assertEquals("nobody had ended", fault.heal(planned, environment));
            Outcome paid = pay(environment, "t-2");
            assertEquals(Outcome.Type.OK, paid.type(), paid.error());
            assertTrue(environment.agents().stream().allMatch(AgentNode::isAlive));
        }
    }
}
