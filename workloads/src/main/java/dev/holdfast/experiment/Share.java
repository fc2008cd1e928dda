package dev.holdfast.experiment;

import java.util.List;
import java.util.Locale;

/**
 * A measured share, and the interval in which the true one is with 95 % confidence.
 *
 * <p>The interval is Wilson's (1927), which stays within 0 and 1 and does not shrink to nothing
 * where all or none hit. Attempts that belong together are not independent: where their shares
 * scatter more than chance alone would have it, the interval is that of as many fewer attempts (the
 * design effect; Kish 1965). Where they scatter less, as when exactly one of n wins, it stays as it
 * is and so is wider than need be.
 *
 * @param hits how many
 * @param of how many attempts, 0 or more
 * @param designEffect how many attempts count for one, 1 or more
 */
public record Share(long hits, long of, double designEffect) {
    /** The quantile of the normal distribution for 95 %. */
    private static final double Z = 1.959963984540054;

    /** Attempts that belong together. */
    public record Cluster(long hits, long of) {}

    public Share {
        if (hits < 0 || hits > of || !(designEffect >= 1)) {
            throw new IllegalArgumentException(
                    "%d of %d with design effect %s is no share".formatted(hits, of, designEffect));
        }
    }

    /** The share of independent attempts. */
    public static Share of(long hits, long of) {
        return new Share(hits, of, 1);
    }

    /** The share of all attempts in these clusters; empty ones do not count. O(n). */
    public static Share of(List<Cluster> clusters) {
        List<Cluster> filled = clusters.stream().filter(c -> c.of() > 0).toList();
        long hits = filled.stream().mapToLong(Cluster::hits).sum();
        long all = filled.stream().mapToLong(Cluster::of).sum();
        if (filled.size() < 2 || hits == 0 || hits == all) {
            return of(hits, all);
        }
        double share = (double) hits / all;
        double squares = 0;
        for (Cluster c : filled) {
            double off = c.hits() - share * c.of();
            squares += off * off;
        }
        int k = filled.size();
        double clustered = squares * k / (k - 1) / ((double) all * all);
        double independent = share * (1 - share) / all;
        return new Share(hits, all, Math.max(1, Math.min((double) all, clustered / independent)));
    }

    /** The share; 0 of none. */
    public double value() {
        return of == 0 ? 0 : (double) hits / of;
    }

    /** The lower end of the interval; 0 of none. */
    public double low() {
        return of == 0 ? 0 : Math.min(value(), Math.max(0, centre() - halfWidth()));
    }

    /** The upper end of the interval; 1 of none. */
    public double high() {
        return of == 0 ? 1 : Math.max(value(), Math.min(1, centre() + halfWidth()));
    }

    private double effective() {
        return of / designEffect;
    }

    private double centre() {
        double n = effective();
        return (value() + Z * Z / (2 * n)) / (1 + Z * Z / n);
    }

    private double halfWidth() {
        double n = effective();
        double p = value();
        return Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n);
    }

    /** For example {@code 25.0 % (20.1–30.6)}. */
    String words() {
        return of == 0
                ? "–"
                : String.format(
                        Locale.ROOT,
                        "%.1f %% (%.1f–%.1f)",
                        100 * value(),
                        100 * low(),
                        100 * high());
    }
}
