package dev.holdfast.checker.ledger;

import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.verdict.Evidence;
import java.util.Comparator;
import java.util.List;

/** Puts violations of several accounts in the order in which they became certain. */
final class Accounts {
    private Accounts() {}

    static List<Evidence> ordered(List<Evidence> found) {
        return found.stream()
                .sorted(Comparator.comparingInt(Accounts::last).thenComparing(Evidence::kind))
                .limit(MultiChecker.MOST_VIOLATIONS)
                .toList();
    }

    private static int last(Evidence e) {
        return e.ops().stream().mapToInt(Op::index).max().orElse(0);
    }
}
