package dev.holdfast.env;

import static dev.holdfast.env.Link.Canary.Outcome.ANSWERED;
import static dev.holdfast.env.Link.Canary.Outcome.SILENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.env.node.Await;
import dev.holdfast.env.probe.PostgresProbe;
import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Role;
import dev.holdfast.impl.sql.Saga;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.ServerKind;
import dev.holdfast.impl.topology.Service;
import dev.holdfast.impl.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What PostgreSQL has to do in every environment. */
@Execution(ExecutionMode.CONCURRENT)
public abstract class PostgresContract {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(20);

    private @TempDir Path directory;
    private Environment environment;

    /** Brings {@code spec} up. */
    protected abstract Environment start(EnvironmentSpec spec);

    @AfterEach
    void close() {
        if (environment != null) {
            environment.close();
        }
    }

    protected final Environment up(Persistence persistence, int replicas) {
        Service service = new Service("postgres", ServerKind.POSTGRES, persistence, replicas);
        environment =
                start(
                        new EnvironmentSpec(
                                new Topology(List.of(service)),
                                0,
                                "redis-token",
                                List.of(),
                                Duration.ofSeconds(2),
                                "postgres",
                                directory));
        return environment;
    }

    private String sql(String node, String statement) {
        try {
            return PostgresProbe.query(environment.direct(node), Duration.ofSeconds(5), statement);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean hasTable(String node) {
        return sql(node, "SELECT count(*) FROM pg_tables WHERE tablename = 't'").equals("1");
    }

    @Test
    void keepsItsDataWhenKilledAndFreezesAsAWhole() {
        Environment env = up(Persistence.DURABLE, 0);
        Node node = env.node("postgres");
        sql("postgres", "CREATE TABLE t AS SELECT 42 AS x");
        assertTrue(((ServerNode) node).isPrimary());
        node.pause();
        assertTrue(node.isAlive());
        assertFalse(node.answers());
        node.resume();
        assertTrue(Await.until(node::answers, LONG));
        assertEquals("42", sql("postgres", "SELECT x FROM t"));
        node.pause();
        node.kill();
        assertFalse(node.answers());
        node.start();
        assertEquals("42", sql("postgres", "SELECT x FROM t"));
        node.kill();
        node.startEmpty();
        assertFalse(hasTable("postgres"));
    }

    /** A link at whose end nobody listens would look as if it were cut for ever. */
    @Test
    void coordinatorsOfBanksHaveLinksToThemAlone() {
        CommitSystem saga = new Saga();
        Cast cast = saga.cast();
        Map<String, Map<String, Long>> opening =
                cast.participants().stream()
                        .collect(Collectors.toMap(bank -> bank, bank -> Map.of(Payment.CASH, 0L)));
        environment =
                start(
                        new EnvironmentSpec(
                                saga.topology(),
                                new Crew.Players(cast, opening, Duration.ofSeconds(1)),
                                saga.name(),
                                List.of(),
                                directory,
                                Rigging.LINKS));
        assertEquals(
                cast.agents(Role.COORDINATOR).stream()
                        .flatMap(agent -> cast.participants().stream().map(b -> agent + " " + b))
                        .collect(Collectors.toSet()),
                environment.links().stream()
                        .filter(link -> cast.agents(Role.COORDINATOR).contains(link.from()))
                        .map(link -> link.from() + " " + link.to())
                        .collect(Collectors.toSet()));
        for (Link link : environment.links()) {
            assertEquals(ANSWERED, link.canary(LONG).outcome(), link.name());
        }
    }

    @Test
    void volatileServerLosesItsData() {
        Node node = up(Persistence.VOLATILE, 0).node("postgres");
        sql("postgres", "CREATE TABLE t AS SELECT 42 AS x");
        node.kill();
        node.start();
        assertFalse(hasTable("postgres"));
    }

    @Test
    void replicaStreamsAndIsPromotedWithoutWhatItDidNotHear() {
        Environment env = up(Persistence.DURABLE, 1);
        Link replication = env.link("postgres-2", "postgres-1");
        assertEquals(ANSWERED, replication.canary(LONG).outcome());
        sql("postgres-1", "CREATE TABLE t AS SELECT 1 AS x");
        assertTrue(Await.until(() -> hasTable("postgres-2"), LONG));
        replication.silence(Direction.BOTH);
        assertEquals(SILENT, replication.canary(SHORT).outcome());
        sql("postgres-1", "INSERT INTO t VALUES (2)");
        env.node("postgres-1").kill();
        env.promote("postgres-2", List.of());
        assertTrue(((ServerNode) env.node("postgres-2")).isPrimary());
        assertEquals("1", sql("postgres-2", "SELECT count(*) FROM t"));
        env.node("postgres-1").start();
        replication.heal();
        env.follow("postgres-1", "postgres-2");
        assertFalse(((ServerNode) env.node("postgres-1")).isPrimary());
        assertTrue(
                Await.until(() -> sql("postgres-1", "SELECT count(*) FROM t").equals("1"), LONG));
    }
}
