package dev.holdfast.cli;

import dev.holdfast.experiment.Survival;
import dev.holdfast.fault.Fault;
import dev.holdfast.fault.Faults;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.subject.Subject;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.run.RunOptions;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What every lock promises and where it is known to break, as a Markdown table, with what was
 * measured beside it.
 */
final class ClaimsTable {
    /** Stands between what is claimed and what was measured. */
    static final String SEPARATOR = " · ";

    private static final String KEPT = "kept";
    private static final String ALL = "all";

    /** Nothing of the subject can be hit so. */
    private static final String NOT_POSSIBLE = "–";

    private ClaimsTable() {}

    static String markdown(List<? extends Subject> subjects, Measured measured) {
        Map<Subject, Set<Hazard>> possible = new LinkedHashMap<>();
        Set<Hazard> columns = EnumSet.noneOf(Hazard.class);
        for (Subject subject : subjects) {
            Set<Hazard> met = possible(SubjectDescription.of(subject));
            possible.put(subject, met);
            columns.addAll(met);
        }
        StringBuilder table = new StringBuilder("| subject | promises |");
        for (Hazard hazard : columns) {
            table.append(' ').append(word(hazard)).append(" |");
        }
        table.append("\n|---|---|").append("---|".repeat(columns.size())).append('\n');
        possible.forEach((subject, met) -> row(subject, met, columns, measured, table));
        return table.toString();
    }

    private static void row(
            Subject subject,
            Set<Hazard> met,
            Set<Hazard> columns,
            Measured measured,
            StringBuilder table) {
        Claims claims = subject.claims();
        table.append("| `").append(subject.name()).append("` | ");
        table.append(words(claims.promises().stream())).append(" |");
        for (Hazard hazard : columns) {
            if (!met.contains(hazard)) {
                table.append(' ').append(NOT_POSSIBLE).append(" |");
                continue;
            }
            String outcomes = measured.words(subject.name(), hazard);
            table.append(' ').append(cell(claims, hazard));
            table.append(outcomes.isEmpty() ? "" : SEPARATOR + outcomes).append(" |");
        }
        table.append('\n');
    }

    private static String cell(Claims claims, Hazard hazard) {
        List<Promise> broken =
                claims.promises().stream()
                        .filter(p -> claims.mayBreak(p, EnumSet.of(Hazard.NONE, hazard)))
                        .toList();
        if (broken.isEmpty()) {
            return KEPT;
        }
        boolean isAll = broken.size() == claims.promises().size() && broken.size() > 1;
        return "breaks " + (isAll ? ALL : words(broken.stream()));
    }

    /** The same for one subject, whatever it is: a line for each hazard that can hit it. */
    static List<Survival> survival(SubjectDescription subject, Measured measured) {
        return possible(subject).stream()
                .map(
                        hazard ->
                                new Survival(
                                        word(hazard),
                                        cell(subject.claims(), hazard),
                                        measured.words(subject.name(), hazard)))
                .toList();
    }

    private static Set<Hazard> possible(SubjectDescription description) {
        Set<Hazard> possible = EnumSet.of(Hazard.NONE);
        for (Persistence persistence : Persistence.values()) {
            for (Fault fault : Faults.all()) {
                RunOptions options =
                        RunOptions.of(description.name(), "", List.of(fault.kind()), 0)
                                .with(persistence);
                if (options.unavailable(description).isEmpty()) {
                    possible.add(fault.hazard(persistence));
                }
            }
        }
        return possible;
    }

    private static String words(Stream<Promise> promises) {
        return promises.sorted().map(ClaimsTable::word).collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
