package dev.holdfast.experiment;

import java.util.List;
import java.util.stream.IntStream;

/** How many clients the points of a curve have. */
final class Ladder {
    private Ladder() {}

    /** 1 to {@code most}: every number, or the powers of two and {@code most}. */
    static List<Integer> upTo(int most, boolean everyNumber) {
        return IntStream.rangeClosed(1, most)
                .filter(n -> everyNumber || n == most || Integer.bitCount(n) == 1)
                .boxed()
                .toList();
    }
}
