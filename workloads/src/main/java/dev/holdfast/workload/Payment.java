package dev.holdfast.workload;

import java.time.Duration;
import java.util.Optional;

/**
 * One payment to make: lock the account, read it, think, write it back, unlock.
 *
 * @param id unique in the run; becomes the account's version
 * @param account the account, which is also the name of its lock
 * @param waitLimit how long to wait for the lock; empty: as long as it takes
 * @param amount what is added to the balance
 * @param workMillis time between reading and writing
 * @param thinkMillis time before the payment starts
 */
record Payment(
        String id,
        String account,
        Optional<Duration> waitLimit,
        long amount,
        long workMillis,
        long thinkMillis) {}
