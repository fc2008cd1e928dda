package dev.holdfast.record;

import java.util.Random;

/**
 * Where all randomness of a run comes from: independent streams, each named, all from one seed.
 *
 * <p>{@link Random} is used because its algorithm is specified to the bit, so a seed means the same
 * on every Java.
 */
public final class Seeds {
    private Seeds() {}

    /** The stream called {@code label} of the run with this seed. */
    public static Random stream(long seed, String label) {
        return new Random(mix(seed ^ mix(label.hashCode())));
    }

    /** A time between {@code low} and {@code high}, both included. */
    public static long between(Random random, long low, long high) {
        return low + (long) (random.nextDouble() * (high - low + 1));
    }

    // The finalizer of SplitMix64 (Steele, Lea, Flood 2014): neighbouring seeds become unrelated.
    private static long mix(long z) {
        z += 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
