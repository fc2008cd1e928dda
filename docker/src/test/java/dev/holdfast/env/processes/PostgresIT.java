package dev.holdfast.env.processes;

import static dev.holdfast.env.Link.Canary.Outcome.ANSWERED;
import static dev.holdfast.env.Link.Canary.Outcome.SILENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.env.Direction;
import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.Link;
import dev.holdfast.env.Node;
import dev.holdfast.env.ServerNode;
import dev.holdfast.env.probe.PostgresProbe;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.ServerKind;
import dev.holdfast.impl.topology.Service;
import dev.holdfast.impl.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresIT {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(20);

    private @TempDir Path directory;
    private Environment environment;

    @BeforeEach
    void needsPostgres() {
        try {
            PostgresPrograms.find();
        } catch (EnvironmentException e) {
            assumeTrue(false, e.getMessage());
        }
    }

    @AfterEach
    void close() {
        if (environment != null) {
            environment.close();
        }
    }

    private Environment up(Persistence persistence, int replicas) {
        Service service = new Service("postgres", ServerKind.POSTGRES, persistence, replicas);
        environment =
                ProcessEnvironment.start(
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

    @Test
    void closeLeavesNoBackend() {
        Environment env = up(Persistence.VOLATILE, 0);
        long pid = Long.parseLong(env.node("postgres").incarnation().split("@", 2)[0]);
        List<ProcessHandle> offspring = ProcessHandle.of(pid).orElseThrow().descendants().toList();
        assertFalse(offspring.isEmpty());
        env.node("postgres").pause();
        env.close();
        assertTrue(
                Await.until(
                        () -> offspring.stream().allMatch(one -> Signals.isGone(one.pid())), LONG));
        assertThrows(EnvironmentException.class, () -> env.node("postgres").start());
    }
}
