package dev.holdfast.experiment;

import dev.holdfast.experiment.Attempt.Manner;
import dev.holdfast.experiment.Share.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One number of clients, in one manner: what was measured, what the article says, what a model
 * says.
 *
 * @param measured the share of attempts that were granted at once
 * @param holdMs mean time for which the lock was held
 * @param thinkMs mean time for which a client left it alone
 * @param model empty where there is none for this lock
 * @param attempts all of them
 */
record ContentionPoint(
        Manner manner,
        int clients,
        Share measured,
        double holdMs,
        double thinkMs,
        OptionalDouble model,
        List<Attempt> attempts) {

    /** Between two tries of the article's lock. */
    private static final double PAUSE_MS = 1000;

    /** Reckons a point from its attempts. */
    static ContentionPoint of(
            Manner manner, int clients, Racing.Point point, Duration length, long seed) {
        Map<Integer, long[]> clusters = new TreeMap<>();
        for (Attempt attempt : point.attempts()) {
            long[] counts = clusters.computeIfAbsent(attempt.cluster(), c -> new long[2]);
            counts[0] += attempt.atOnce() ? 1 : 0;
            counts[1]++;
        }
        List<Cluster> all = new ArrayList<>();
        clusters.values().forEach(c -> all.add(new Cluster(c[0], c[1])));
        return new ContentionPoint(
                manner,
                clients,
                Share.of(all),
                point.holdMs(),
                point.thinkMs(),
                model(manner, clients, point, length, seed),
                point.attempts());
    }

    private static OptionalDouble model(
            Manner manner, int clients, Racing.Point point, Duration length, long seed) {
        if (manner == Manner.AT_ONE_MOMENT) {
            return OptionalDouble.of(LossModel.atOneMoment(clients));
        }
        if (point.holdMs() <= 0 || point.thinkMs() <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                waits(point.attempts())
                        ? LossModel.polling(
                                clients,
                                point.holdMs(),
                                (double) manner.thinkMillis(),
                                PAUSE_MS,
                                (double) length.toMillis(),
                                seed)
                        : LossModel.tryOnce(clients, point.holdMs() / point.thinkMs()));
    }

    /** Whether it waits although it was told not to: then nobody is ever refused. */
    static boolean waits(List<Attempt> attempts) {
        boolean hasMissed = attempts.stream().anyMatch(a -> !a.atOnce());
        boolean wasRefused =
                attempts.stream().anyMatch(a -> !a.atOnce() && a.micros() >= 0 && !a.isLate());
        return hasMissed && !wasRefused;
    }

    /** The article's formula. */
    double formula() {
        return 1 - 1.0 / clients;
    }
}
