package dev.holdfast.record;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Looking things up by a name that a person typed. */
public final class Names {
    private Names() {}

    /**
     * The thing called {@code name}.
     *
     * @throws IllegalArgumentException if there is none, in one line with the known names, nearest
     *     first
     */
    public static <T> T find(
            String noun, String name, Collection<T> things, Function<T, String> nameOf) {
        for (T thing : things) {
            if (nameOf.apply(thing).equals(name)) {
                return thing;
            }
        }
        String shown = printable(name);
        List<String> known =
                things.stream()
                        .map(nameOf)
                        .sorted(
                                Comparator.comparingInt(
                                        n ->
                                                LevenshteinDistance.getDefaultInstance()
                                                        .apply(shown, n)))
                        .toList();
        throw unknown(noun, name, known);
    }

    /** The error for a name that nothing has, in one line. */
    public static IllegalArgumentException unknown(
            String noun, String name, List<String> nearestFirst) {
        return new IllegalArgumentException(
                "unknown %s '%s'; known, nearest first: %s"
                        .formatted(noun, printable(name), String.join(", ", nearestFirst)));
    }

    private static String printable(String name) {
        String clean = name.replaceAll("\\p{C}", "?");
        return clean.length() <= 80 ? clean : clean.substring(0, 80) + "…";
    }
}
