package dev.holdfast.impl.commit;

import java.util.Locale;

/**
 * The steps of atomic commit, whichever protocol takes them. The moments before and after each are
 * points at which a process can be made to end.
 */
public enum Step {
    /** A coordinator asks a participant to vote. */
    PREPARE_SENT,
    /** A participant's vote is on disk. */
    VOTE_FORCED,
    /** A participant tells its vote. */
    VOTE_SENT,
    /** A decision is on disk, or wherever it cannot be lost. */
    DECISION_FORCED,
    /** A decision is told to a participant. */
    DECISION_SENT,
    /** A participant has changed its accounts, or has given the payment up. */
    APPLIED,
    /** A participant has told that it knows the decision. */
    ACKNOWLEDGED,
    /** After a restart: a payment in doubt has been looked at. */
    RECOVERED;

    /** As people write it: {@code vote-forced}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
