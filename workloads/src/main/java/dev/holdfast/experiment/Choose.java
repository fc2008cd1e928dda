package dev.holdfast.experiment;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.experiment.Lab.Asked;
import dev.holdfast.experiment.Lab.Bench;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.lock.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What there is to choose a lock by: how fast it is, how it scales from one client to sixteen, and
 * what it survives.
 */
public final class Choose implements Experiment {
    /** What is compared unless something else is asked for: one of each kind. */
    public static final List<String> USUAL =
            List.of(
                    "redis-seed",
                    "redis-token",
                    "redlock",
                    "zk-curator",
                    "etcd-jetcd",
                    "postgres-row");

    private static final int AGENTS = 4;
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final int SUBJECTS_MAX = 8;
    private static final int CLIENTS_MAX = 16;

    private final Settings settings;
    private final List<Asked> subjects;
    private final boolean needsAll;
    private final List<Integer> clients;
    private final Function<SubjectDescription, List<Survival>> survival;

    /**
     * As asked.
     *
     * @param subjects 1 to 8 locks
     * @param needsAll whether one that cannot be brought up ends the experiment, or is left out
     * @param clients how many at most, 1 to 16
     * @param everyPowerOfTwo every power of two up to that, or one client and that many only
     * @param survival what is known of a lock under faults
     */
    public Choose(
            Settings settings,
            List<Asked> subjects,
            boolean needsAll,
            int clients,
            boolean everyPowerOfTwo,
            Function<SubjectDescription, List<Survival>> survival) {
        if (subjects.isEmpty() || subjects.size() > SUBJECTS_MAX) {
            throw new IllegalArgumentException(
                    "--subjects names %d locks, not 1 to %d"
                            .formatted(subjects.size(), SUBJECTS_MAX));
        }
        if (clients < 1 || clients > CLIENTS_MAX) {
            throw new IllegalArgumentException(
                    "--clients %d is out of range; it must be 1 to %d"
                            .formatted(clients, CLIENTS_MAX));
        }
        for (Asked asked : subjects) {
            SubjectDescription subject = asked.description();
            if (subject.commit().isPresent()
                    || !subject.sharing().modes().contains(Mode.EXCLUSIVE)) {
                throw new IllegalArgumentException(
                        "%s has no lock that one client holds alone".formatted(asked.name()));
            }
        }
        this.settings = settings;
        this.subjects = List.copyOf(subjects);
        this.needsAll = needsAll;
        this.clients =
                Ladder.upTo(clients, false).stream()
                        .filter(n -> everyPowerOfTwo || n == 1 || n == clients)
                        .toList();
        this.survival = survival;
    }

    @Override
    public String name() {
        return "choose";
    }

    /** A point of a lock's two curves. */
    record Point(int clients, Load.Result own, Load.Result shared) {}

    /** What is known of one lock. */
    record Candidate(String name, String summary, List<Point> points, List<Survival> survival) {}

    @Override
    public Findings run(Lab lab) throws InterruptedException {
        List<Candidate> candidates = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Asked asked : subjects) {
            try (Bench bench = lab.lock(asked, AGENTS, lease(asked))) {
                List<Point> points = measure(asked, bench, lab);
                candidates.add(
                        new Candidate(
                                asked.description().name(),
                                asked.description().summary(),
                                points,
                                survival.apply(asked.description())));
            } catch (EnvironmentException e) {
                if (needsAll || lab.isAborted()) {
                    throw e;
                }
                missing.add("%s: %s".formatted(asked.name(), e.getMessage()));
                lab.progress().say("left out: %s: %s".formatted(asked.name(), e.getMessage()));
            }
        }
        if (candidates.isEmpty()) {
            throw new EnvironmentException("nothing can be compared: " + missing.get(0));
        }
        return ChoosePage.of(candidates, missing, settings, lab.versions());
    }

    private static Duration lease(Asked asked) {
        Duration shortest = asked.description().shortestLease();
        return shortest.compareTo(LEASE) > 0 ? shortest : LEASE;
    }

    private List<Point> measure(Asked asked, Bench bench, Lab lab) throws InterruptedException {
        Load load = new Load(new Seats(bench.agents()));
        Duration length = settings.part(2 * clients.size() * subjects.size());
        load.warmUp(AGENTS);
        List<Point> points = new ArrayList<>();
        for (int n : clients) {
            lab.progress()
                    .now(
                            "%s: %d of %d clients"
                                    .formatted(asked.name(), n, clients.get(clients.size() - 1)));
            points.add(new Point(n, load.measure(n, false, length), load.measure(n, true, length)));
        }
        return points;
    }
}
