package dev.holdfast.scenario;

import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.function.Predicate;

/**
 * What must be seen in the history of a scenario.
 *
 * @param text in words
 * @param seen whether it is
 */
public record Expectation(String text, Predicate<History> seen) {

    /** This checker finds a violation of this kind. */
    static Expectation found(MultiChecker checker, String kind) {
        return new Expectation(
                checker.name() + ": " + kind,
                history ->
                        checker.violations(history).stream()
                                .anyMatch(evidence -> evidence.kind().equals(kind)));
    }

    /** This checker finds violations of this kind, and this many at least. */
    static Expectation found(MultiChecker checker, String kind, int times) {
        return new Expectation(
                checker.name() + ": " + kind + ", " + times + " times",
                history ->
                        checker.violations(history).stream()
                                        .filter(evidence -> evidence.kind().equals(kind))
                                        .count()
                                >= times);
    }

    /** This checker finds nothing wrong. */
    static Expectation kept(MultiChecker checker) {
        return new Expectation(
                checker.name() + ": no violation",
                history -> history.size() > 0 && checker.violations(history).isEmpty());
    }

    /** The nth acquire that succeeded, from 0, took between these times, in milliseconds. */
    static Expectation acquireTook(int nth, long leastMillis, long mostMillis) {
        return new Expectation(
                "successful acquire %d took %d to %d ms"
                        .formatted(nth + 1, leastMillis, mostMillis),
                history -> {
                    long took = tookMillis(history, nth);
                    return took >= leastMillis && took <= mostMillis;
                });
    }

    /** The same in front of these words. */
    Expectation as(String words) {
        return new Expectation(words + ": " + text, seen);
    }

    /** Some operation of this name ended info: its outcome was unknown. */
    static Expectation unknown(String f) {
        return new Expectation(
                "a client that does not know what became of its " + f,
                history ->
                        history.ops().stream()
                                .anyMatch(
                                        op ->
                                                !op.isNemesis()
                                                        && op.f().equals(f)
                                                        && op.type() == OpType.INFO));
    }

    /** Some operation of this name was refused: it certainly had no effect. */
    static Expectation refused(String f) {
        return new Expectation(
                "a client whose " + f + " is refused",
                history ->
                        history.ops().stream()
                                .anyMatch(
                                        op ->
                                                !op.isNemesis()
                                                        && op.f().equals(f)
                                                        && op.type() == OpType.FAIL));
    }

    private static long tookMillis(History history, int nth) {
        int seen = 0;
        for (Op op : history.ops()) {
            if (op.isOk() && op.f().equals("acquire") && seen++ == nth) {
                Op invocation = history.op(history.invocationOf(op.index()));
                return (op.timeNanos() - invocation.timeNanos()) / 1_000_000;
            }
        }
        return -1;
    }
}
