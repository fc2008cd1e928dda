package dev.holdfast.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A way to keep clients that need two locks from waiting for each other for ever.
 *
 * @param id short, unique
 * @param subject the lock
 * @param words for people
 * @param kind whose lock it is
 * @param waitLimit for each lock; empty for as long as it takes
 * @param retries whether a transfer that failed is tried again until it succeeds
 * @param sorted whether everybody takes the locks in the same order
 */
record Remedy(
        String id,
        String subject,
        String words,
        Kind kind,
        Optional<Duration> waitLimit,
        boolean retries,
        boolean sorted) {

    /** Whose lock. */
    enum Kind {
        DISTRIBUTED,
        OPTIMISTIC,
        DATABASE;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final Optional<Duration> NO_LIMIT = Optional.empty();
    private static final Optional<Duration> SHORT = Optional.of(Duration.ofMillis(200));

    /** What is compared: neighbours with the same subject share its servers. */
    static List<Remedy> all() {
        return List.of(
                of("seed-lease", "redis-seed", "the article's lock; its lease ends a deadlock")
                        .retrying(),
                of("lease", "redis-token", "wait; the lease ends a deadlock").retrying(),
                of("timeout", "redis-token", "timeout, then give up").limited(),
                of("timeout-retry", "redis-token", "timeout, then retry").limited().retrying(),
                of("sorted", "redis-token", "locks always in the same order").retrying().ordered(),
                new Remedy(
                        "cas",
                        "redis-cas",
                        "optimistic: compare and set, retry",
                        Kind.OPTIMISTIC,
                        NO_LIMIT,
                        true,
                        false),
                ofDatabase("database", "row locks; the server ends a deadlock, retry"),
                ofDatabase("database-sorted", "row locks, always in the same order").ordered());
    }

    private static Remedy of(String id, String subject, String words) {
        return new Remedy(id, subject, words, Kind.DISTRIBUTED, NO_LIMIT, false, false);
    }

    private static Remedy ofDatabase(String id, String words) {
        return new Remedy(id, "postgres-row", words, Kind.DATABASE, NO_LIMIT, true, false);
    }

    private Remedy retrying() {
        return new Remedy(id, subject, words, kind, waitLimit, true, sorted);
    }

    private Remedy limited() {
        return new Remedy(id, subject, words, kind, SHORT, retries, sorted);
    }

    private Remedy ordered() {
        return new Remedy(id, subject, words, kind, waitLimit, retries, true);
    }
}
