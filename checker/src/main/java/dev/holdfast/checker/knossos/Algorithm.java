package dev.holdfast.checker.knossos;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which of Knossos's searches decides. */
public enum Algorithm {
    /** Wing and Gong's search with Lowe's memory: {@code knossos.wgl}. */
    WGL,
    /** Lowe's just-in-time linearization, breadth first: {@code knossos.linear}. */
    LINEAR,
    /** Both at once, and whoever is first: {@code knossos.competition}. */
    COMPETITION;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name on the command line, for example {@code wgl}. */
    public String label() {
        return label;
    }

    /**
     * The search called {@code label}.
     *
     * @throws IllegalArgumentException with one line that names the known ones
     */
    public static Algorithm find(String label) {
        for (Algorithm a : values()) {
            if (a.label.equals(label)) {
                return a;
            }
        }
        throw new IllegalArgumentException(
                "unknown algorithm %s of Knossos; known: %s"
                        .formatted(
                                label,
                                Arrays.stream(values())
                                        .map(Algorithm::label)
                                        .collect(Collectors.joining(", "))));
    }
}
