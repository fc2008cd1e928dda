package dev.holdfast.impl.subject;

/**
 * What a user of a lock, or of an atomic commit protocol, may rely on; each is decided separately.
 */
public enum Promise {
    /** The lock service never grants what it has already granted. */
    SERVICE,
    /** No two clients believe at the same time that they hold the lock. */
    BELIEF,
    /** What the lock protects is never damaged. */
    RESOURCE,
    /**
     * All who take part in a payment come to one outcome, keep to it, and the payer is told that.
     */
    AGREEMENT,
    /** A payment happens only if all have voted for it, and does if they have and nothing fails. */
    VALIDITY,
    /** No money is made or lost, and no payment is carried out twice. */
    MONEY,
    /** Nobody is left in doubt once all faults are over. */
    TERMINATION
}
