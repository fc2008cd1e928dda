package dev.holdfast.experiment;

import dev.holdfast.experiment.Attempt.Manner;
import dev.holdfast.experiment.Lab.Asked;
import dev.holdfast.experiment.Lab.Bench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How likely a client is to get a lock at once, if n want it: the article has 1 − 1/n.
 *
 * <p>Clients come all at one moment, or each by itself for a part of the time, and try once; a lock
 * that waits whatever limit it is given is waited for as well, and its wait counts as not at once.
 */
public final class Contention implements Experiment {
    private static final int AGENTS = 4;
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final int CLIENTS_MAX = 16;

    private final Settings settings;
    private final Asked asked;
    private final List<Integer> clients;

    /**
     * As asked.
     *
     * @param clients how many at most, 1 to 16
     * @param everyNumber every number of clients up to that, or powers of two only
     */
    public Contention(Settings settings, Asked asked, int clients, boolean everyNumber) {
        if (clients < 1 || clients > CLIENTS_MAX) {
            throw new IllegalArgumentException(
                    "--clients %d is out of range; it must be 1 to %d"
                            .formatted(clients, CLIENTS_MAX));
        }
        if (asked.description().commit().isPresent()) {
            throw new IllegalArgumentException(
                    asked.name() + " is a commit protocol; contention is measured on a lock");
        }
        this.settings = settings;
        this.asked = asked;
        this.clients = Ladder.upTo(clients, everyNumber);
    }

    @Override
    public String name() {
        return "contention";
    }

    @Override
    public Findings run(Lab lab) throws InterruptedException {
        List<ContentionPoint> points = new ArrayList<>();
        Duration length = settings.part(clients.size() * Manner.values().length);
        try (Bench bench = lab.lock(asked, AGENTS, lease())) {
            Racing racing = new Racing(new Seats(bench.agents()), settings.seed());
            // Connections and classes are made once, and would count for the first point.
            var warmUp = racing.measure(Manner.AT_ONE_MOMENT, 2 * AGENTS, Duration.ofMillis(200));
            int done = 0;
            for (Manner manner : Manner.values()) {
                for (int n : clients) {
                    lab.progress()
                            .now(
                                    "%d/%d points: %d clients, %s"
                                            .formatted(
                                                    ++done,
                                                    clients.size() * Manner.values().length,
                                                    n,
                                                    manner.words()));
                    points.add(
                            ContentionPoint.of(
                                    manner,
                                    n,
                                    racing.measure(manner, n, length),
                                    length,
                                    settings.seed()));
                }
            }
            if (warmUp.attempts().isEmpty()) {
                throw new IllegalStateException("nobody tried");
            }
        }
        return ContentionPage.of(asked.name(), points, settings, lab.versions());
    }

    private Duration lease() {
        Duration shortest = asked.description().shortestLease();
        return shortest.compareTo(LEASE) > 0 ? shortest : LEASE;
    }

    /** The manners, in order. */
    static List<Manner> manners() {
        return Arrays.asList(Manner.values());
    }
}
