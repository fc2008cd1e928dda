package dev.holdfast.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.fault.FaultTargets.Players;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CrashPointFaultTest {
    private static final FaultTargets LOCK =
            new FaultTargets(
                    List.of("agent-1"), List.of("redis"), List.of("redis"), List.of(), 2000);
    private static final FaultTargets COMMIT =
            new FaultTargets(
                    List.of("coordinator-1", "participant-1"),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.of(
                            new Players(
                                    List.of("coordinator-1"),
                                    List.of("participant-1"),
                                    List.of("before-vote-sent", "vote-sent"))),
                    2000);

    @Test
    void drawsEveryPointInTime() {
        Fault fault = Faults.find("crash");
        Random random = new Random(1);
        Set<String> drawn = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            drawn.add(fault.draw(random, COMMIT).target());
        }
        assertEquals(Set.of("before-vote-sent", "vote-sent"), drawn);
    }

    @Test
    void aNamedPointIsTheOnlyOne() {
        Fault fault = Faults.find("crash:vote-sent");
        assertEquals("crash:vote-sent", fault.kind());
        assertEquals("", fault.unavailable(COMMIT));
        assertEquals("vote-sent", fault.draw(new Random(1), COMMIT).target());
    }

    @Test
    void whatIsNotThereIsRefusedInOneLine() {
        String none = Faults.find("crash").unavailable(LOCK);
        assertTrue(none.contains("needs a commit protocol"), none);
        String other = Faults.find("crash:applied").unavailable(COMMIT);
        assertTrue(other.contains("[before-vote-sent, vote-sent]"), other);
        assertThrows(IllegalArgumentException.class, () -> Faults.find("crash:lunch"));
    }

    @Test
    void killsAreForThoseWhoCanBeKilled() {
        assertEquals("", Faults.find("kill-coordinator").unavailable(COMMIT));
        assertEquals("", Faults.find("kill-participant").unavailable(COMMIT));
        assertEquals("", Faults.find("kill-agent").unavailable(LOCK));
        for (String kind : List.of("kill", "kill-agent", "pause-server")) {
            assertTrue(!Faults.find(kind).unavailable(COMMIT).isEmpty(), kind);
        }
        for (String kind : List.of("kill-coordinator", "kill-participant", "duplicate")) {
            assertTrue(!Faults.find(kind).unavailable(LOCK).isEmpty(), kind);
        }
    }
}
