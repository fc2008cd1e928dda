package dev.holdfast.experiment;

/**
 * What one remedy came to.
 *
 * @param seconds how long it went on
 * @param transfers that succeeded
 * @param givenUp transfers that did not, without having written anything
 * @param tries of all transfers
 * @param conflicts optimistic writes that were refused
 * @param deadlocks how often clients waited for each other in a circle
 * @param broken deadlocks that the server ended
 * @param latency of transfers that succeeded, from their first try
 * @param waits for single locks, however they ended
 * @param ledger what the accounts say in the end
 */
record RemedyResult(
        Remedy remedy,
        double seconds,
        long transfers,
        long givenUp,
        long tries,
        long conflicts,
        long deadlocks,
        long broken,
        Latency latency,
        Latency waits,
        Transfers ledger) {

    double perSecond() {
        return transfers / seconds;
    }
}
