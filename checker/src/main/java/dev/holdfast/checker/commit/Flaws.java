package dev.holdfast.checker.commit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of a history could not be read; the first such thing is kept. For one thread. */
final class Flaws {
    private @Nullable String first;

    void add(String flaw) {
        first = first == null ? flaw : first;
    }

    /** One line about the first; empty if all could be read. */
    Optional<String> first() {
        return Optional.ofNullable(first);
    }
}
