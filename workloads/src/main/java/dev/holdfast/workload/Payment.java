package dev.holdfast.workload;

import java.time.Duration;
import java.util.Optional;

/**
 * One payment to make: lock the account, read it, work, write it back, unlock.
 *
 * @param id unique in the run; becomes the account's version
 * @param account the account, which is also the name of its lock
 * @param waitLimit how long to wait for the lock; empty: as long as it takes
 * @param amount what is added to the balance
 * @param workMillis time between reading and writing
 * @param thinkMillis time before the payment starts
 * @param onlyLooks whether it reads only, where locks can be shared
 * @param acquiresTwice whether it acquires once more what it holds, where locks are reentrant
 */
record Payment(
        String id,
        String account,
        Optional<Duration> waitLimit,
        long amount,
        long workMillis,
        long thinkMillis,
        boolean onlyLooks,
        boolean acquiresTwice) {}
