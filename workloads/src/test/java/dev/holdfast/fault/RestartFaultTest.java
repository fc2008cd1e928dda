package dev.holdfast.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.env.Environment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestartFaultTest {
    private final FakeServers servers = new FakeServers(2);
    private final Environment environment = servers.environment();

    private static PlannedFault planned(Fault fault) {
        return new PlannedFault("f-1", fault.kind(), "zk-2+zk-3+zk-1", 0, 9000, Map.of());
    }

    @Test
    void oneAfterTheOtherBeginsWithTheFirstAndNeverLosesTwo() {
        Fault fault = Faults.find("rolling-restart");
        String proof = fault.inject(planned(fault), environment);
        assertEquals(List.of("kill zk-2"), servers.done(), "it is in force from here on");
        assertTrue(proof.matches("after \\d+ ms: zk-2 .*next zk-3.*"), proof);
        fault.proceed(planned(fault), environment, () -> false);
        assertEquals(
                List.of(
                        "kill zk-2",
                        "start zk-2",
                        "kill zk-3",
                        "start zk-3",
                        "kill zk-1",
                        "start zk-1"),
                servers.done());
        assertEquals(1, servers.mostDead());
        assertTrue(fault.heal(planned(fault), environment).startsWith("all serve again"));
        assertEquals(6, servers.done().size(), "nothing was left to heal");
    }

    @Test
    void aRunThatEndsLeavesTheOthersAlone() {
        Fault fault = Faults.find("rolling-restart");
        fault.inject(planned(fault), environment);
        fault.proceed(planned(fault), environment, () -> servers.done().contains("start zk-2"));
        fault.heal(planned(fault), environment);
        assertEquals(List.of("kill zk-2", "start zk-2"), servers.done());
    }

    @Test
    void allAtOnceAreAllDeadUntilTheyAreHealed() {
        Fault fault = Faults.find("kill-all");
        fault.inject(planned(fault), environment);
        fault.proceed(planned(fault), environment, () -> false);
        assertEquals(3, servers.mostDead());
        assertEquals(3, servers.dead());
        fault.heal(planned(fault), environment);
        assertEquals(0, servers.dead());
    }
}
