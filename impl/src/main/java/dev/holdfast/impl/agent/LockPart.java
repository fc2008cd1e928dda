package dev.holdfast.impl.agent;

import java.time.Duration;

/**
 * Takes locks, and works on what they protect.
 *
 * @param lease the lease asked of the implementation, whole seconds
 * @param ledger the name of the service that keeps the ledger
 */
public record LockPart(Duration lease, String ledger) implements AgentPart {}
