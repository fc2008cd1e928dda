package dev.holdfast.checker.catalogue;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.OnlineChecker;
import dev.holdfast.checker.commit.AgreementChecker;
import dev.holdfast.checker.commit.MoneyChecker;
import dev.holdfast.checker.commit.TerminationChecker;
import dev.holdfast.checker.commit.ValidityChecker;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.ledger.ResourceChecker;
import dev.holdfast.checker.ledger.UsersChecker;
import dev.holdfast.checker.lock.BeliefChecker;
import dev.holdfast.checker.lock.LockServiceChecker;
import dev.holdfast.checker.verdict.CheckResult;
import dev.holdfast.checker.verdict.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The catalogue of checkers; a new one is one file and one line here.
 *
 * <p>Checkers answer questions that no sequential model does. For those that one does, see {@code
 * Models} and {@code Linearizability}.
 */
public final class Checkers {
    private static final List<Checker> ALL =
            List.of(
                    new LockServiceChecker(),
                    new BeliefChecker(),
                    new ResourceChecker(),
                    new UsersChecker(),
                    new AgreementChecker(),
                    new ValidityChecker(),
                    new MoneyChecker(),
                    new TerminationChecker());

    private Checkers() {}

    /** All checkers. */
    public static List<Checker> all() {
        return ALL;
    }

    /** The three questions about a lock: service, belief and resource. */
    public static List<Checker> ofLock() {
        return ALL.subList(0, 3);
    }

    /** The four questions about atomic commit: agreement, validity, money and termination. */
    public static List<Checker> ofCommit() {
        return ALL.subList(4, 8);
    }

    /** A watch over a growing history for overlapping tenures; it accuses only with certainty. */
    public static OnlineChecker watchBelief() {
        return BeliefChecker.online();
    }

    /** A watch over a growing history for second grants of locks without leases. */
    public static OnlineChecker watchService() {
        return LockServiceChecker.online();
    }

    /**
     * The checker called {@code name}.
     *
     * @throws IllegalArgumentException with one line that names the known ones, nearest first
     */
    public static Checker find(String name) {
        for (Checker c : ALL) {
            if (c.name().equals(name)) {
                return c;
            }
        }
        String shown = clean(name);
        String known =
                ALL.stream()
                        .map(Checker::name)
                        .sorted(
                                Comparator.comparingInt(
                                        n ->
                                                LevenshteinDistance.getDefaultInstance()
                                                        .apply(shown, n)))
                        .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("unknown checker %s; known: %s".formatted(shown, known));
    }

    private static String clean(String name) {
        return name.codePoints()
                .limit(60)
                .filter(c -> !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /**
     * Runs {@code checker} and times it. Whatever it throws, even for want of stack or memory,
     * makes the verdict unknown.
     */
    public static CheckResult run(Checker checker, History history) {
        long start = System.nanoTime();
        Verdict verdict;
        try {
            verdict = checker.check(history);
        } catch (Throwable e) { // the boundary: a crashed checker is unknown, never valid
            String why = e.getMessage() == null ? "" : ": " + clean(e.getMessage());
            verdict =
                    new Verdict.Unknown(
                            "the checker crashed with " + e.getClass().getSimpleName() + why);
        }
        return new CheckResult(
                checker.name(), verdict, Duration.ofNanos(System.nanoTime() - start));
    }
}
