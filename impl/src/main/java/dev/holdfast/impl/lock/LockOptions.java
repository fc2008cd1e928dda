package dev.holdfast.impl.lock;

import java.time.Duration;

/**
 * What a run asks of every implementation.
 *
 * @param client the name of the agent, unique in the run
 * @param lease how long a grant should last unless renewed or released, for implementations that
 *     have leases; a whole number of seconds, 1 or more
 */
public record LockOptions(String client, Duration lease) {}
