package dev.holdfast.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultScheduleTest {
    private static final FaultTargets TARGETS =
            new FaultTargets(
                    List.of("agent-1", "agent-2", "agent-3"),
                    List.of("redis"),
                    List.of("redis-1", "redis-2"),
                    List.of("redis"),
                    // As if it were an ensemble, too, so that every fault has something to hit.
                    List.of(
                            new FaultTargets.Ensemble(
                                    "redis", List.of("redis-1", "redis-2", "redis-3"))),
                    2000);

    /** The same with a commit protocol, whose agents are no payment nodes. */
    private static final FaultTargets PLAYED =
            new FaultTargets(
                    TARGETS.agents(),
                    TARGETS.services(),
                    TARGETS.servers(),
                    TARGETS.replicated(),
                    TARGETS.watched(),
                    TARGETS.ensembles(),
                    TARGETS.clocks(),
                    Optional.of(
                            new FaultTargets.Players(
                                    List.of("agent-1"),
                                    List.of("agent-2", "agent-3"),
                                    List.of(Point.before(Step.DECISION_FORCED).label()))),
                    TARGETS.leaseMillis());

    private static List<PlannedFault> draw(long seed, List<Fault> kinds) {
        return draw(seed, kinds, TARGETS);
    }

    private static List<PlannedFault> draw(long seed, List<Fault> kinds, FaultTargets targets) {
        return FaultSchedule.draw(seed, kinds, 5000, 60_000, targets);
    }

    private static List<Fault> usable(FaultTargets targets) {
        return Faults.all().stream().filter(f -> f.unavailable(targets).isEmpty()).toList();
    }

    @Test
    void everyFaultHasSomethingToHit() {
        Set<Fault> usable = new HashSet<>(usable(TARGETS));
        usable.addAll(usable(PLAYED));
        assertEquals(Set.copyOf(Faults.all()), usable);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void oneSeedOneSchedule(FaultTargets targets) {
        List<Fault> kinds = usable(targets);
        for (long seed = 0; seed < 50; seed++) {
            assertEquals(draw(seed, kinds, targets), draw(seed, kinds, targets));
        }
        assertNotEquals(draw(1, kinds, targets), draw(2, kinds, targets));
    }

    static List<FaultTargets> targets() {
        return List.of(TARGETS, PLAYED);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void faultsOfOneLaneNeverOverlapAndAllFitIntoTheLoad(FaultTargets targets) {
        List<Fault> kinds = usable(targets);
        for (long seed = 0; seed < 200; seed++) {
            List<PlannedFault> all = draw(seed, kinds, targets);
            for (Fault.Lane lane : Fault.Lane.values()) {
                long end = 0;
                for (PlannedFault fault : all) {
                    if (Faults.find(fault.kind()).lane() == lane) {
                        assertTrue(fault.startMillis() > end, "overlap with seed " + seed);
                        end = fault.endMillis();
                    }
                }
                assertTrue(end > 0 && end < 60_000, "seed " + seed + " ends at " + end);
            }
        }
    }

    @Test
    void everyKindComesUpAndIdsAreDistinct() {
        List<PlannedFault> all = draw(7, List.of(Faults.find("pause"), Faults.find("latency")));
        assertTrue(all.stream().anyMatch(f -> f.id().equals("pause-1")));
        assertTrue(all.stream().anyMatch(f -> f.id().equals("latency-1")));
        assertEquals(all.size(), all.stream().map(PlannedFault::id).distinct().count());
    }

    @Test
    void pausesAndCutsOutlastTheLease() {
        for (String kind : List.of("pause", "cut", "cut-silent", "cut-one-way", "latency")) {
            for (PlannedFault fault : draw(3, List.of(Faults.find(kind)))) {
                assertTrue(fault.lengthMillis() > 2000, fault.toString());
            }
        }
    }

    @Test
    void tooLittleTimeIsSaid() {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                FaultSchedule.draw(
                                        1, List.of(Faults.find("pause")), 5000, 4000, TARGETS));
        assertTrue(e.getMessage().contains("leaves no room for a pause"), e.getMessage());
    }

    @Test
    void failoverNeedsAReplica() {
        FaultTargets alone =
                new FaultTargets(
                        List.of("agent-1"), List.of("redis"), List.of("redis"), List.of(), 2000);
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                FaultSchedule.draw(
                                        1, List.of(Faults.find("failover")), 5000, 60_000, alone));
        assertFalse(e.getMessage().isEmpty());
    }

    private static FaultTargets watched() {
        return new FaultTargets(
                List.of("agent-1"),
                List.of("redis", "sentinel"),
                List.of("redis-1", "redis-2", "sentinel-1", "sentinel-2", "sentinel-3"),
                List.of("redis"),
                List.of("redis"),
                List.of(),
                List.of("redis-1", "redis-2"),
                Optional.empty(),
                2000);
    }

    @Test
    void sentinelsAreGivenTimeToHeal() {
        List<Fault> failover = List.of(Faults.find("failover"));
        Set<Long> kills = new HashSet<>();
        for (long seed = 1; seed <= 20; seed++) {
            List<PlannedFault> drawn = FaultSchedule.draw(seed, failover, 5000, 60_000, watched());
            for (int i = 0; i < drawn.size(); i++) {
                PlannedFault fault = drawn.get(i);
                kills.add(fault.parameter(SentinelFailover.KILLS));
                long healed = fault.endMillis() + SentinelFailover.HEAL_MAX_MILLIS;
                long next = i + 1 < drawn.size() ? drawn.get(i + 1).startMillis() : 60_000;
                assertTrue(healed < next, fault + " before " + next);
                assertTrue(fault.lengthMillis() <= SentinelFailover.LENGTH_MAX_MILLIS);
            }
        }
        assertEquals(Set.of(0L, 1L), kills, "killed and cut off");
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> FaultSchedule.draw(1, failover, 5000, 20_000, watched()));
        assertTrue(e.getMessage().contains("leaves no room for a failover"), e.getMessage());
    }

    @Test
    void unknownKindsNameTheNearestFirst() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Faults.find("paus"));
        assertTrue(
                e.getMessage().startsWith("unknown fault 'paus'; known, nearest first: pause,"),
                e.getMessage());
    }
}
