package dev.holdfast.impl.commit.branch;

/**
 * A participant's vote on a payment.
 *
 * @param isYes whether it promises to carry its part out if the payment happens
 * @param reason why not; empty for yes
 */
public record Vote(boolean isYes, String reason) {

    /** The promise. */
    public static final Vote YES = new Vote(true, "");

    /** No, and never. */
    public static Vote no(String reason) {
        return new Vote(false, reason);
    }

    /** {@code yes} or {@code no}. */
    public String label() {
        return isYes ? "yes" : "no";
    }
}
