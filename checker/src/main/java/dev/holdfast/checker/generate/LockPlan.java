package dev.holdfast.checker.generate;

/**
 * What lock history to make up.
 *
 * @param operations how many operations, 1 or more; about twice as many events
 * @param clients how many at a time, 1 or more
 * @param infoShare the share of operations whose outcome stays unknown, 0 to 0.5
 * @param fenced whether grants carry increasing tokens
 * @param leaseMillis the lease that grants carry; 0 for none
 * @param broken whether, halfway through, one acquire is granted while another client certainly
 *     holds the lock
 */
public record LockPlan(
        int operations,
        int clients,
        double infoShare,
        boolean fenced,
        long leaseMillis,
        boolean broken) {

    /** A valid history of {@code operations} by {@code clients}, without tokens and leases. */
    public static LockPlan of(int operations, int clients, double infoShare) {
        return new LockPlan(operations, clients, infoShare, false, 0, false);
    }

    /** Checks the ranges. */
    public LockPlan {
        if (operations < 1 || clients < 1 || !(infoShare >= 0 && infoShare <= 0.5)) {
            throw new IllegalArgumentException(
                    ("%d operations, %d clients, info share %s; expected 1 or more, 1"
                                    + " or more, 0 to 0.5")
                            .formatted(operations, clients, infoShare));
        }
    }
}
