package dev.holdfast.impl.commit;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A moment in a protocol at which a process can be made to end.
 *
 * @param step the step
 * @param isBefore just before it, else just after it
 */
public record Point(Step step, boolean isBefore) {

    private static final String BEFORE = "before-";

    /** The moment just before {@code step}. */
    public static Point before(Step step) {
        return new Point(step, true);
    }

    /** The moment just after {@code step}. */
    public static Point after(Step step) {
        return new Point(step, false);
    }

    /** As people write it: {@code before-vote-sent}, or {@code vote-sent} for the moment after. */
    public String label() {
        return (isBefore ? BEFORE : "") + step.label();
    }

    /**
     * Reads what {@link #label} wrote.
     *
     * @throws IllegalArgumentException if there is no such step, in one line with those that there
     *     are
     */
    public static Point parse(String label) {
        boolean isBefore = label.startsWith(BEFORE);
        String name = isBefore ? label.substring(BEFORE.length()) : label;
        for (Step step : Step.values()) {
            if (step.label().equals(name)) {
                return new Point(step, isBefore);
            }
        }
        throw new IllegalArgumentException(
                "'%s' is no point of a commit protocol; write one of %s, or before- and one of them"
                        .formatted(
                                label,
                                Arrays.stream(Step.values())
                                        .map(Step::label)
                                        .collect(Collectors.joining(", "))));
    }
}
