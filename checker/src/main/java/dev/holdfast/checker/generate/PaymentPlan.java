package dev.holdfast.checker.generate;

/**
 * What history of payments to make up.
 *
 * @param payments how many, 1 or more
 * @param clients how many at a time, 1 or more
 * @param infoShare the share of payments of which the payer never hears, 0 to 0.5
 * @param journals whether the nodes' journals are in it: 26 more events a payment
 * @param broken whether one payment, halfway through, reaches only one of its two participants
 */
public record PaymentPlan(
        int payments, int clients, double infoShare, boolean journals, boolean broken) {

    /** Checks the ranges. */
    public PaymentPlan {
        if (payments < 1 || clients < 1 || !(infoShare >= 0 && infoShare <= 0.5)) {
            throw new IllegalArgumentException(
                    ("%d payments, %d clients, info share %s; expected 1 or more, 1 or more, 0 to"
                                    + " 0.5")
                            .formatted(payments, clients, infoShare));
        }
    }
}
