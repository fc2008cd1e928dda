package dev.holdfast.suite;

import dev.holdfast.fault.Faults;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.topology.Persistence;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a run goes through, as names and claims see it. */
final class Condition {
    private Condition() {}

    /** For example {@code pause+cut}, {@code kill volatile}, {@code none}. */
    static String of(List<String> faults, Persistence persistence) {
        String all = faults.isEmpty() ? Faults.NONE : String.join("+", faults);
        return persistenceMatters(faults)
                ? all + " " + persistence.name().toLowerCase(Locale.ROOT)
                : all;
    }

    /** Whether claims tell apart what a kill leaves; else the same would be run twice. */
    static boolean persistenceMatters(List<String> faults) {
        return faults.stream()
                .filter(kind -> !kind.equals(Faults.NONE))
                .map(Faults::find)
                .anyMatch(
                        fault ->
                                fault.hazard(Persistence.DURABLE)
                                        != fault.hazard(Persistence.VOLATILE));
    }

    static Set<Hazard> hazards(List<String> faults, Persistence persistence) {
        Set<Hazard> hazards = EnumSet.of(Hazard.NONE);
        for (String kind : faults) {
            hazards.add(Faults.find(kind).hazard(persistence));
        }
        return hazards;
    }
}
