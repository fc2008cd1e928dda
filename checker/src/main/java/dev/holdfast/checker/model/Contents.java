package dev.holdfast.checker.model;

import java.util.List;
import java.util.stream.Collectors;

/** How the contents of large states are told: the first elements, and that there are more. */
final class Contents {
    private Contents() {}

    /** {@code 1, 2, 3, …}. */
    static String of(Bag bag, int most) {
        return list(bag.some(most), bag.size());
    }

    /** The same of {@code items}, which may be more than are to be shown. */
    static String of(List<?> items, int most) {
        return list(items.subList(0, Math.min(most, items.size())), items.size());
    }

    private static String list(List<?> shown, long size) {
        return shown.stream().map(Values::show).collect(Collectors.joining(", "))
                + (shown.size() < size ? ", …" : "");
    }
}
