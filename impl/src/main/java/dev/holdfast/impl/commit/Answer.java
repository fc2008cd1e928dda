package dev.holdfast.impl.commit;

/**
 * What a coordinator tells the payer: final, and the same whenever it is asked again.
 *
 * @param isCommitted whether the payment happens, everywhere; else it happens nowhere
 * @param reason why it does not; empty if it does
 */
public record Answer(boolean isCommitted, String reason) {

    /** The payment happens. */
    public static final Answer COMMITTED = new Answer(true, "");

    /** The payment happens nowhere and never will. */
    public static Answer aborted(String reason) {
        return new Answer(false, reason);
    }
}
