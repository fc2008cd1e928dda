package dev.holdfast.cli;

import dev.holdfast.fault.Faults;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.run.IndexEntry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the runs of a store came to, by subject and hazard. */
final class Measured {
    private static final List<String> VERDICTS = List.of("invalid", "valid", "unknown");

    private final Map<String, Map<Hazard, Map<String, Long>>> counts = new HashMap<>();

    private Measured() {}

    /**
     * Counts the runs with one kind of fault, or none: what several kinds did together says nothing
     * about either. Scripted scenarios, runs whose rig failed and those that held their subject to
     * one promise only do not count.
     */
    static Measured of(List<IndexEntry> index) {
        Measured measured = new Measured();
        for (IndexEntry entry : index) {
            boolean scripted = entry.workload().contains(":");
            boolean partial = entry.more().containsKey(IndexEntry.HELD_TO);
            if (!scripted && !partial && VERDICTS.contains(entry.verdict())) {
                hazard(entry)
                        .ifPresent(
                                hazard ->
                                        measured.counts
                                                .computeIfAbsent(
                                                        entry.subject(),
                                                        s -> new EnumMap<>(Hazard.class))
                                                .computeIfAbsent(hazard, h -> new TreeMap<>())
                                                .merge(entry.verdict(), 1L, Long::sum));
            }
        }
        return measured;
    }

    private static Optional<Hazard> hazard(IndexEntry entry) {
        if (entry.faults().size() != 1) {
            return Optional.empty();
        }
        String kind = entry.faults().get(0);
        if (kind.equals(Faults.NONE)) {
            return Optional.of(Hazard.NONE);
        }
        return Faults.all().stream()
                .filter(fault -> fault.kind().equals(kind))
                .findFirst()
                .flatMap(
                        fault ->
                                persistence(entry.persistence())
                                        .map(persistence -> fault.hazard(persistence)));
    }

    private static Optional<Persistence> persistence(String word) {
        for (Persistence persistence : Persistence.values()) {
            if (persistence.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(persistence);
            }
        }
        return Optional.empty();
    }

    /** For example {@code 3 invalid, 1 valid}; empty where nothing was measured. */
    String words(String subject, Hazard hazard) {
        Map<String, Long> found =
                counts.getOrDefault(subject, Map.of()).getOrDefault(hazard, Map.of());
        return VERDICTS.stream()
                .filter(found::containsKey)
                .map(verdict -> found.get(verdict) + " " + verdict)
                .collect(Collectors.joining(", "));
    }
}
