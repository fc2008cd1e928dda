package dev.holdfast.impl.agent;

import dev.holdfast.impl.commit.Statement;
import java.util.Optional;

/**
 * How asking for a statement ended.
 *
 * @param outcome whether it came
 * @param statement what was answered; empty if nothing was
 */
public record StatementOutcome(Outcome outcome, Optional<Statement> statement) {}
