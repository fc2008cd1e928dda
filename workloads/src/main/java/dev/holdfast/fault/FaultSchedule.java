package dev.holdfast.fault;

import dev.holdfast.record.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Draws when which fault strikes whom, from the seed alone.
 *
 * <p>Faults of one lane follow each other with time to recover in between; the lanes are drawn
 * apart and overlap freely.
 */
public final class FaultSchedule {
    /** What is left fault-free at the end of a run, so that recovery is seen. */
    private static final long TAIL_MILLIS = 1000;

    private FaultSchedule() {}

    /**
     * The schedule.
     *
     * @param kinds which faults; empty for none
     * @param intervalMillis mean time from one injection to the next in a lane
     * @param limitMillis length of the load
     * @throws IllegalArgumentException if a fault has nothing to hit, or does not fit into the time
     */
    public static List<PlannedFault> draw(
            long seed,
            List<Fault> kinds,
            long intervalMillis,
            long limitMillis,
            FaultTargets targets) {
        Map<Fault.Lane, List<Fault>> lanes = new EnumMap<>(Fault.Lane.class);
        for (Fault fault : kinds) {
            requireUsable(fault, intervalMillis, limitMillis, targets);
            lanes.computeIfAbsent(fault.lane(), l -> new ArrayList<>()).add(fault);
        }
        List<PlannedFault> all = new ArrayList<>();
        lanes.forEach(
                (lane, faults) -> {
                    Random random = Seeds.stream(seed, "faults-" + lane);
                    all.addAll(lane(random, faults, intervalMillis, limitMillis, targets));
                });
        all.sort(Comparator.comparingLong(PlannedFault::startMillis));
        return numbered(all);
    }

    private static void requireUsable(
            Fault fault, long intervalMillis, long limitMillis, FaultTargets targets) {
        String why = fault.unavailable(targets);
        if (!why.isEmpty()) {
            throw new IllegalArgumentException(why);
        }
        long needed =
                latestFirst(intervalMillis)
                        + fault.maxLengthMillis(targets)
                        + fault.healMillis(targets)
                        + TAIL_MILLIS;
        if (needed > limitMillis) {
            throw new IllegalArgumentException(
                    ("a time limit of %d ms leaves no room for a %s, which needs up to %d ms with a"
                                    + " lease of %d ms; give more time, or a shorter lease or fault"
                                    + " interval")
                            .formatted(limitMillis, fault.kind(), needed, targets.leaseMillis()));
        }
    }

    private static long latestFirst(long intervalMillis) {
        return intervalMillis * 2 / 5;
    }

    private static List<PlannedFault> lane(
            Random random,
            List<Fault> faults,
            long intervalMillis,
            long limitMillis,
            FaultTargets targets) {
        List<PlannedFault> drawn = new ArrayList<>();
        List<Fault> round = new ArrayList<>();
        long start = Seeds.between(random, intervalMillis / 6, latestFirst(intervalMillis));
        while (true) {
            if (round.isEmpty()) {
                round.addAll(faults);
                Collections.shuffle(round, random);
            }
            Fault kind = round.remove(round.size() - 1);
            PlannedFault fault = kind.draw(random, targets).at("", start);
            long healed = fault.endMillis() + kind.healMillis(targets);
            if (healed + TAIL_MILLIS > limitMillis) {
                return drawn;
            }
            drawn.add(fault);
            long next =
                    start
                            + Seeds.between(
                                    random, intervalMillis * 7 / 10, intervalMillis * 13 / 10);
            start = Math.max(next, healed + intervalMillis / 4);
        }
    }

    private static List<PlannedFault> numbered(List<PlannedFault> all) {
        Map<String, Integer> count = new java.util.HashMap<>();
        List<PlannedFault> out = new ArrayList<>();
        for (PlannedFault fault : all) {
            int n = count.merge(fault.kind(), 1, Integer::sum);
            out.add(fault.at(fault.kind() + "-" + n, fault.startMillis()));
        }
        return List.copyOf(out);
    }
}
