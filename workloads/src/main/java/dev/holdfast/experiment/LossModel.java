package dev.holdfast.experiment;

import dev.holdfast.record.Seeds;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * What queueing theory says of clients that share one lock: how many of their attempts find it
 * free.
 *
 * <p>All at one moment: exactly one of n gets it, so 1/n. Each by itself, thinking for Z on the
 * average, trying once, holding for H: Engset's loss system with one server. An arriving client
 * sees the others as if it did not exist, so with a = H/Z the lock is free with probability 1 / (1
 * + (n − 1) a); that depends on the means alone and not on the distributions (Engset 1918;
 * insensitivity: Cohen 1957). Who waits by polling is in no closed formula: {@link #polling} plays
 * it.
 */
final class LossModel {
    private LossModel() {}

    /** The share of attempts that succeed when all n come at one moment. */
    static double atOneMoment(int n) {
        return 1.0 / n;
    }

    /**
     * The share of attempts that find the lock free, of n clients that try once and go away.
     *
     * @param holdPerThink mean time that it is held, in mean times between two tries, 0 or more
     */
    static double tryOnce(int n, double holdPerThink) {
        return 1 / (1 + (n - 1) * holdPerThink);
    }

    /**
     * The share of calls whose first try finds the lock free, of n clients that try again after a
     * fixed pause until they have it.
     *
     * @param holdMs how long each holds it
     * @param thinkMs mean of the exponential time between a release and the next call
     * @param pauseMs between two tries
     * @param lengthMs how long it goes on, from all clients thinking
     * @param seed of the times; it is played {@value #REPEATS} times
     */
    static double polling(
            int n, double holdMs, double thinkMs, double pauseMs, double lengthMs, long seed) {
        Random random = Seeds.stream(seed, "polling-" + n);
        long first = 0;
        long calls = 0;
        for (int i = 0; i < REPEATS; i++) {
            long[] counts = new Game(n, holdMs, thinkMs, pauseMs, random).play(lengthMs);
            first += counts[0];
            calls += counts[1];
        }
        return calls == 0 ? 1 : (double) first / calls;
    }

    private static final int REPEATS = 200;

    /** One stretch of time, event by event. */
    private static final class Game {
        private final double holdMs;
        private final double thinkMs;
        private final double pauseMs;
        private final Random random;
        private final PriorityQueue<Try> tries =
                new PriorityQueue<>((a, b) -> Double.compare(a.atMs(), b.atMs()));
        private double freeAtMs;

        private record Try(double atMs, boolean isFirst) {}

        Game(int n, double holdMs, double thinkMs, double pauseMs, Random random) {
            this.holdMs = holdMs;
            this.thinkMs = thinkMs;
            this.pauseMs = pauseMs;
            this.random = random;
            for (int i = 0; i < n; i++) {
                tries.add(new Try(think(), true));
            }
        }

        private double think() {
            return -thinkMs * Math.log(1 - random.nextDouble());
        }

        /** How many calls were granted at once, and how many there were. */
        long[] play(double lengthMs) {
            long first = 0;
            long calls = 0;
            for (Try next = tries.remove(); next.atMs() < lengthMs; next = tries.remove()) {
                boolean isFree = next.atMs() >= freeAtMs;
                calls += next.isFirst() ? 1 : 0;
                if (isFree) {
                    first += next.isFirst() ? 1 : 0;
                    freeAtMs = next.atMs() + holdMs;
                    tries.add(new Try(freeAtMs + think(), true));
                } else {
                    tries.add(new Try(next.atMs() + pauseMs, false));
                }
            }
            return new long[] {first, calls};
        }
    }
}
