package dev.holdfast.checker.commit;

import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.verdict.Evidence;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * The violations that became certain first, as many as a checker may list; they are put in words
 * only when they are asked for. For one thread.
 */
final class Findings {
    private static final Comparator<Finding> BY_TIME =
            Comparator.comparingInt(Finding::certain).thenComparingInt(Finding::sequence);

    private final PriorityQueue<Finding> kept = new PriorityQueue<>(BY_TIME.reversed());
    private int sequence;

    private record Finding(int certain, int sequence, Supplier<Evidence> words) {}

    /**
     * @param certain the event with which it became certain
     * @param words its proof
     */
    void add(int certain, Supplier<Evidence> words) {
        kept.add(new Finding(certain, sequence++, words));
        if (kept.size() > MultiChecker.MOST_VIOLATIONS) {
            kept.poll();
        }
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    /** The first {@code most}, in order. */
    List<Evidence> list(int most) {
        return kept.stream().sorted(BY_TIME).limit(most).map(f -> f.words().get()).toList();
    }
}
