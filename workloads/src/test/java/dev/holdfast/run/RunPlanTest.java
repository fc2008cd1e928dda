package dev.holdfast.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.redis.RedisSeed;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.zookeeper.CuratorLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPlanTest {
    private static final SubjectDescription SEED = SubjectDescription.of(new RedisSeed());

    @TempDir Path folder;

    private static RunPlan plan(long seed, String... faults) {
        return RunOptions.of("redis-seed", "lock", List.of(faults), seed)
                .withTimeLimit(Duration.ofSeconds(60))
                .plan(SEED);
    }

    private byte[] written(RunPlan plan, String name) throws IOException {
        RunFolder run = new RunFolder(Files.createDirectories(folder.resolve(name)));
        run.write(plan);
        assertEquals(plan, run.readPlan());
        return Files.readAllBytes(run.plan());
    }

    @Test
    void oneSeedOnePlanByteForByte() throws IOException {
        byte[] first = written(plan(42, "pause", "cut", "failover"), "a");
        byte[] second = written(plan(42, "pause", "cut", "failover"), "b");
        assertArrayEquals(first, second);
        byte[] other = written(plan(43, "pause", "cut", "failover"), "c");
        assertFalse(java.util.Arrays.equals(first, other));
    }

    @Test
    void failoverBringsAReplica() {
        assertEquals(1, plan(1, "failover").replicas());
        assertEquals(0, plan(1, "pause").replicas());
    }

    @Test
    void anEnsembleCanHaveFiveMembers() {
        RunOptions three = RunOptions.of("zk-curator", "lock", List.of("partition"), 1);
        SubjectDescription zooKeeper = SubjectDescription.of(new CuratorLock());
        RunPlan plan = three.withMembers(5).plan(zooKeeper);
        assertEquals(5, plan.members());
        assertTrue(
                Reproduce.command(plan, "").contains(" --servers 5"), Reproduce.command(plan, ""));
        assertFalse(Reproduce.command(three.plan(zooKeeper), "").contains("--servers"));
        assertEquals(
                List.of(5, 3),
                List.of(5, 0).stream()
                        .map(n -> Subjects.topology(zooKeeper, Persistence.DURABLE, 0, n))
                        .map(topology -> topology.services().get(0).nodes().size())
                        .toList());
        for (int members : new int[] {-1, 1, 2, 4, 9}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> three.withMembers(members).plan(zooKeeper));
        }
        RunOptions redis = RunOptions.of("redis-seed", "lock", List.of("pause"), 1);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> redis.withMembers(5).plan(SEED));
        assertTrue(
                String.valueOf(e.getMessage()).endsWith("redis-seed has no ensemble"),
                e.getMessage());
    }

    @Test
    void noneIsNoFaultAndStandsAlone() {
        assertEquals(List.of(), plan(1, "none").schedule());
        assertThrows(IllegalArgumentException.class, () -> plan(1, "none", "pause"));
    }

    @Test
    void theReproduceCommandSaysWhatIsNotUsual() {
        RunPlan volatileKill =
                RunOptions.of("com.acme.My Lock", "lock", List.of("kill"), 5)
                        .with(Persistence.VOLATILE)
                        .plan(SEED);
        String command = Reproduce.command(volatileKill, "containers");
        assertEquals(
                "./holdfast test --subject 'com.acme.My Lock' --workload lock --faults kill"
                        + " --time-limit 30s --seed 5 --persistence volatile --env containers",
                command);
    }

    @Test
    void aBrokenPlanIsOneClearLine() throws IOException {
        RunFolder run = new RunFolder(folder);
        assertTrue(
                assertThrows(IllegalArgumentException.class, run::readPlan)
                        .getMessage()
                        .contains("is " + folder + " a run folder?"));
        Files.writeString(run.plan(), "{\"subject\": 1");
        assertTrue(
                assertThrows(IllegalArgumentException.class, run::readPlan)
                        .getMessage()
                        .contains("is not a plan"));
    }

    @Test
    void hostileNamesStayInsideTheStore() {
        assertEquals("__.._etc_passwd", Store.safe("../../etc/passwd"));
        assertEquals(120, Store.safe("x".repeat(5000)).length());
    }
}
