package dev.holdfast.cli;

import dev.holdfast.fault.Fault;
import dev.holdfast.fault.Faults;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.lock.Claims;
import dev.holdfast.impl.lock.Hazard;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Promise;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.run.RunOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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

    static String markdown(List<LockSystem> systems, Measured measured) {
        StringBuilder table = new StringBuilder("| subject | promises |");
        for (Hazard hazard : Hazard.values()) {
            table.append(' ').append(word(hazard)).append(" |");
        }
        table.append("\n|---|---|").append("---|".repeat(Hazard.values().length)).append('\n');
        for (LockSystem system : systems) {
            Claims claims = system.claims();
            table.append("| `").append(system.name()).append("` | ");
            table.append(words(claims.promises().stream())).append(" |");
            Set<Hazard> possible = possible(system);
            for (Hazard hazard : Hazard.values()) {
                if (!possible.contains(hazard)) {
                    table.append(' ').append(NOT_POSSIBLE).append(" |");
                    continue;
                }
                String outcomes = measured.words(system.name(), hazard);
                table.append(' ').append(cell(claims, hazard));
                table.append(outcomes.isEmpty() ? "" : SEPARATOR + outcomes).append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static String cell(Claims claims, Hazard hazard) {
        List<Promise> broken =
                claims.promises().stream().filter(p -> claims.mayBreak(p, Set.of(hazard))).toList();
        if (broken.isEmpty()) {
            return KEPT;
        }
        boolean isAll = broken.size() == claims.promises().size() && broken.size() > 1;
        return "breaks " + (isAll ? ALL : words(broken.stream()));
    }

    private static Set<Hazard> possible(LockSystem system) {
        SubjectDescription description = SubjectDescription.of(system);
        Set<Hazard> possible = EnumSet.of(Hazard.NONE);
        for (Persistence persistence : Persistence.values()) {
            for (Fault fault : Faults.all()) {
                RunOptions options =
                        RunOptions.of(system.name(), "", List.of(fault.kind()), 0)
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
