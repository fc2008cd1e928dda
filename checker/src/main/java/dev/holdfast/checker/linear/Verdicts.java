package dev.holdfast.checker.linear;

import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The verdict on a history from what was found about its objects. */
final class Verdicts {
    private final History history;
    private final Settings settings;

    Verdicts(History history, Settings settings) {
        this.history = history;
        this.settings = settings;
    }

    Verdict of(List<Subhistory> parts, List<PartFinding> found) {
        for (PartFinding finding : found) {
            if (finding.finding() instanceof Finding.NotLinearizable violation) {
                return new Verdict.Invalid(
                        Explanation.of(history, finding.part(), violation, settings.limits()));
            }
        }
        for (PartFinding finding : found) {
            if (finding.finding() instanceof Finding.Undecided undecided) {
                return new Verdict.Unknown(about(finding.part()) + undecided.reason());
            }
        }
        long required = parts.stream().mapToLong(Verdicts::required).sum();
        if (required == 0) {
            return new Verdict.Unknown(
                    "no %s completed"
                            .formatted(
                                    String.join(
                                            " or ", new TreeSet<>(settings.model().functions()))));
        }
        return new Verdict.Valid(basis(parts, found));
    }

    private static String about(Subhistory part) {
        return part.part() == null ? "" : "object " + Words.name(part.part()) + ": ";
    }

    private static long required(Subhistory part) {
        return part.events() - (long) part.calls();
    }

    private String basis(List<Subhistory> parts, List<PartFinding> found) {
        long calls = parts.stream().mapToLong(Subhistory::calls).sum();
        Set<String> engines =
                found.stream()
                        .map(PartFinding::engine)
                        .collect(Collectors.toCollection(TreeSet::new));
        String semantics = settings.model().semantics();
        String objects = parts.size() == 1 ? "" : " on %,d objects".formatted(parts.size());
        return String.format(
                Locale.ROOT,
                "%,d operations%s, linearizable as %s; %sfails %s; decided by %s",
                calls,
                objects,
                settings.model().name(),
                semantics.isEmpty() ? "" : semantics + "; ",
                settings.fails().name().toLowerCase(Locale.ROOT),
                String.join(" and ", engines));
    }
}
