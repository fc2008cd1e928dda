package dev.holdfast.checker.lock;

import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.verdict.Evidence;
import java.util.Comparator;
import java.util.List;

/** Puts violations in the order in which they became certain. */
final class Findings {
    private Findings() {}

    static List<Evidence> ordered(List<Evidence> found) {
        return found.stream()
                .sorted(Comparator.comparingInt(Findings::last).thenComparing(Evidence::kind))
                .limit(MultiChecker.MOST_VIOLATIONS)
                .toList();
    }

    private static int last(Evidence e) {
        return e.ops().stream().mapToInt(Op::index).max().orElse(0);
    }
}
