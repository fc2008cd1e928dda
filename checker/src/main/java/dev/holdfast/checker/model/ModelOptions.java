package dev.holdfast.checker.model;

import org.jspecify.annotations.Nullable;

/**
 * What may be chosen about the models of the catalogue; each reads only some.
 *
 * @param initial the value at first, as histories spell values; null for the model's usual one
 * @param nilReads what a read says that returned nil
 * @param limit how many permits there are, or how many times an owner may hold a lock at once; 0
 *     for the model's usual one
 * @param overdraft whether balances may fall below 0
 * @param leaseMillis the lease of grants that do not tell theirs, milliseconds; null for none
 * @param independent whether values are pairs of a key and a value, as {@code jepsen.independent}
 *     makes them
 */
public record ModelOptions(
        @Nullable Object initial,
        NilReads nilReads,
        long limit,
        boolean overdraft,
        @Nullable Long leaseMillis,
        boolean independent) {
    private static final ModelOptions USUAL =
            new ModelOptions(null, NilReads.ANY, 0, false, null, false);

    /** What Knossos and Jepsen do, where they have the model. */
    public static ModelOptions usual() {
        return USUAL;
    }

    /** Checks the ranges. */
    public ModelOptions {
        if (limit < 0 || (leaseMillis != null && leaseMillis < 0)) {
            throw new IllegalArgumentException(
                    "limit %d, lease %s ms; expected 0 or more".formatted(limit, leaseMillis));
        }
    }

    /** The same with another value at first. */
    public ModelOptions startingWith(@Nullable Object value) {
        return new ModelOptions(value, nilReads, limit, overdraft, leaseMillis, independent);
    }

    /** The same with another meaning of nil reads. */
    public ModelOptions withNilReads(NilReads meaning) {
        return new ModelOptions(initial, meaning, limit, overdraft, leaseMillis, independent);
    }

    /** The same with another limit. */
    public ModelOptions withLimit(long permits) {
        return new ModelOptions(initial, nilReads, permits, overdraft, leaseMillis, independent);
    }

    /** The same with or without overdraft. */
    public ModelOptions withOverdraft(boolean allowed) {
        return new ModelOptions(initial, nilReads, limit, allowed, leaseMillis, independent);
    }

    /** The same with another lease. */
    public ModelOptions withLeaseMillis(@Nullable Long lease) {
        return new ModelOptions(initial, nilReads, limit, overdraft, lease, independent);
    }

    /** The same for one object, or for one for each key. */
    public ModelOptions withIndependent(boolean keys) {
        return new ModelOptions(initial, nilReads, limit, overdraft, leaseMillis, keys);
    }
}
