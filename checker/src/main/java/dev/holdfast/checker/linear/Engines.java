package dev.holdfast.checker.linear;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.shortcut.Deciders;
import dev.holdfast.checker.search.Searches;
import java.util.ArrayList;
import java.util.List;

/** The procedures to choose from: the specialised ones first, the searches for what they leave. */
final class Engines {
    /** Takes the first that is for the history. */
    static final String AUTO = "auto";

    private Engines() {}

    static List<String> names() {
        List<String> names = new ArrayList<>();
        names.add(AUTO);
        all().forEach(d -> names.add(d.name()));
        return names;
    }

    /** Refuses a name that no engine has. */
    static void require(String name) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException(
                    "unknown engine %s; known: %s".formatted(name, String.join(", ", names())));
        }
    }

    static PartDecider decider(Settings settings) {
        List<Decider> chosen =
                settings.engine().equals(AUTO)
                        ? preferred()
                        : all().stream().filter(d -> d.name().equals(settings.engine())).toList();
        List<Decider> referees =
                settings.crossCheck()
                        ? List.of(Searches.exact(), Searches.cegar(), Searches.competition())
                        : List.of();
        return new PartDecider(chosen, referees);
    }

    private static List<Decider> preferred() {
        List<Decider> preferred = new ArrayList<>(Deciders.all());
        preferred.add(Searches.competition());
        return preferred;
    }

    private static List<Decider> all() {
        List<Decider> all = preferred();
        all.add(Searches.exact());
        all.add(Searches.cegar());
        return all;
    }
}
