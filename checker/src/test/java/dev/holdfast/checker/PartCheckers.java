package dev.holdfast.checker;

import dev.holdfast.checker.catalogue.Checkers;
import dev.holdfast.checker.ledger.GuardedStorageChecker;
import dev.holdfast.checker.ledger.RegisterChecker;
import dev.holdfast.checker.lock.MutexOptions;
import dev.holdfast.checker.lock.OwnerMutexChecker;
import dev.holdfast.checker.lock.TokenChecker;
import dev.holdfast.checker.model.Fails;
import java.util.List;
import java.util.stream.Stream;

/** The checkers of the catalogue and the parts that they are made of, by the names of the tests. */
public final class PartCheckers {
    private static final int ANY = Integer.MAX_VALUE;
    private static final List<Checker> PARTS =
            List.of(
                    new OwnerMutexChecker("mutex", MutexOptions.plain()),
                    new OwnerMutexChecker("fenced-mutex", MutexOptions.ofFenced()),
                    new OwnerMutexChecker(
                            "reentrant-mutex", new MutexOptions(ANY, false, Fails.LENIENT)),
                    new OwnerMutexChecker("strict-mutex", new MutexOptions(1, false, Fails.STRICT)),
                    new TokenChecker(),
                    new GuardedStorageChecker(),
                    new RegisterChecker());

    private PartCheckers() {}

    /** All of them. */
    public static List<Checker> all() {
        return Stream.concat(Checkers.all().stream(), PARTS.stream()).toList();
    }

    /** The one called {@code name}. */
    public static Checker find(String name) {
        return all().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }
}
