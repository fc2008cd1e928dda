package dev.holdfast.cli;

import dev.holdfast.impl.lock.Claims;
import dev.holdfast.impl.lock.Hazard;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Promise;
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
            for (Hazard hazard : Hazard.values()) {
                String outcomes = measured.words(system.name(), hazard);
                table.append(' ').append(cell(claims, hazard));
                table.append(outcomes.isEmpty() ? "" : SEPARATOR + outcomes).append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static String cell(Claims claims, Hazard hazard) {
        String broken =
                words(claims.promises().stream().filter(p -> claims.mayBreak(p, Set.of(hazard))));
        return broken.isEmpty() ? KEPT : "breaks " + broken;
    }

    private static String words(Stream<Promise> promises) {
        return promises.sorted().map(ClaimsTable::word).collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
