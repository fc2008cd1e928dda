package dev.holdfast.workload;

import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.lock.Sharing;
import java.util.Optional;

/**
 * How much is asked for, and how quickly.
 *
 * @param seed the run's seed
 * @param workers how many clients work at once, spread evenly over the agents
 * @param accounts how many accounts there are, each behind a lock of its own
 * @param ratePerSecond payments that all workers together would start in a second if none had to
 *     wait
 * @param leaseMillis the lease asked of the implementation; a payment's work takes less than half
 *     of it, so that only a fault can make it outlast its lease
 * @param sharing who may hold one of the locks at the same time
 * @param cast who plays in a commit protocol; empty for a lock
 */
public record LoadPlan(
        long seed,
        int workers,
        int accounts,
        double ratePerSecond,
        long leaseMillis,
        Sharing sharing,
        Optional<Cast> cast) {}
