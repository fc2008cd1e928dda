package dev.holdfast.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnsembleFaultsTest {
    private static final FaultTargets FIVE = targets(5);

    private static FaultTargets targets(int n) {
        List<String> members = IntStream.rangeClosed(1, n).mapToObj(i -> "zk-" + i).toList();
        return new FaultTargets(
                List.of("agent-1"),
                List.of("zk"),
                members,
                List.of(),
                List.of(new FaultTargets.Ensemble("zk", members)),
                2000);
    }

    private static Set<Integer> heardBy(PartitionFault.Shape shape, int i) {
        BiPredicate<Integer, Integer> hears = PartitionFault.hears(shape, 5);
        Set<Integer> heard = new TreeSet<>();
        for (int j = 0; j < 5; j++) {
            if (i == j || hears.test(i, j)) {
                heard.add(j);
            }
        }
        return heard;
    }

    @ParameterizedTest
    @CsvSource({
        "LEADER, 0, 1234 1234 1234 1234",
        "FOLLOWER, 0, 1234 1234 1234 1234",
        "MINORITY, 01, 01 234 234 234",
        "MAJORITIES_RING, 014, 012 123 234 034",
        "BRIDGE, 01234, 012 012 034 034"
    })
    void shapesOfFive(PartitionFault.Shape shape, String first, String others) {
        String seen = first + " " + others;
        for (int i = 0; i < 5; i++) {
            Set<Integer> expected = new TreeSet<>();
            seen.split(" ")[i].chars().forEach(c -> expected.add(c - '0'));
            assertEquals(expected, heardBy(shape, i), shape + " as seen by " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void everyShapeThatFitsComesUp(int n) {
        Set<Long> shapes = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            for (PlannedFault fault :
                    FaultSchedule.draw(
                            seed, List.of(Faults.find("partition")), 5000, 60_000, targets(n))) {
                assertEquals("zk", fault.target());
                shapes.add(fault.parameter("shape"));
            }
        }
        assertEquals(n == 5 ? 5 : 4, shapes.size());
    }

    @Test
    void restartsNameEveryServerOnce() {
        for (String kind : List.of("rolling-restart", "kill-all")) {
            List<PlannedFault> drawn =
                    FaultSchedule.draw(3, List.of(Faults.find(kind)), 5000, 60_000, FIVE);
            assertTrue(!drawn.isEmpty());
            for (PlannedFault fault : drawn) {
                assertEquals(
                        new TreeSet<>(FIVE.servers()),
                        new TreeSet<>(List.of(fault.target().split("\\+"))));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"partition", "partition-silent", "rolling-restart", "kill-all"})
    void aSingleServerIsNoEnsemble(String kind) {
        FaultTargets alone =
                new FaultTargets(
                        List.of("agent-1"), List.of("redis"), List.of("redis"), List.of(), 2000);
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                FaultSchedule.draw(
                                        1, List.of(Faults.find(kind)), 5000, 60_000, alone));
        assertTrue(e.getMessage().startsWith(kind + " needs an ensemble"), e.getMessage());
    }
}
