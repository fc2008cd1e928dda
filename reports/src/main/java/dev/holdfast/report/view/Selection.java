package dev.holdfast.report.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Keeps what is nearest to the point of a picture, and a record of what that leaves out. */
final class Selection {
    private final long[] anchors;
    private final List<String> cut = new ArrayList<>();

    Selection(Focus focus, TimeAxis axis) {
        this.anchors =
                focus.ops().isEmpty()
                        ? new long[] {focus.core().from(), focus.core().to()}
                        : focus.ops().stream().mapToLong(axis::at).toArray();
    }

    /** Tells that something is left out. */
    void say(String sentence) {
        cut.add(sentence);
    }

    /** What is left out, one sentence each. */
    List<String> cut() {
        return cut;
    }

    /** How far a piece of the axis is from the nearest op of the proof; 0 if it contains one. */
    long distance(long from, long to) {
        long nearest = Long.MAX_VALUE;
        for (long anchor : anchors) {
            nearest = Math.min(nearest, new Span(anchor, anchor).distance(from, to));
        }
        return nearest;
    }

    /** The {@code max} nearest, in a list of their own. */
    <T> List<T> nearest(List<T> all, int max, ToLongFunction<T> distance, String what) {
        if (all.size() <= max) {
            return new ArrayList<>(all);
        }
        say("Drawn one by one are the %d of %d %s nearest to it.".formatted(max, all.size(), what));
        return all.stream()
                .sorted(Comparator.comparingLong(distance))
                .limit(max)
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
