package dev.holdfast.impl.catalogue;

import dev.holdfast.impl.subject.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Every subject that can be tested by its name, whatever it does. */
public final class Catalogue {
    private Catalogue() {}

    /**
     * The subjects that are meant to be used, locks first, in the order in which they are shown.
     */
    public static List<Subject> all() {
        return Stream.<Subject>concat(Locks.all().stream(), Commits.all().stream()).toList();
    }

    /** Those that are broken on purpose, locks first. */
    public static List<Specimen<?>> broken() {
        return Stream.<Specimen<?>>concat(Locks.broken().stream(), Commits.broken().stream())
                .toList();
    }

    /** The subject of this name, broken ones included; empty if there is none. */
    public static Optional<Subject> find(String name) {
        return everything().filter(subject -> subject.name().equals(name)).findFirst();
    }

    /** All names, broken ones included, those most like {@code name} first. */
    public static List<String> nearest(String name) {
        return everything()
                .map(Subject::name)
                .sorted(
                        Comparator.comparingInt(
                                known ->
                                        LevenshteinDistance.getDefaultInstance()
                                                .apply(name, known)))
                .toList();
    }

    private static Stream<Subject> everything() {
        return Stream.concat(Locks.everything(), Commits.everything());
    }
}
