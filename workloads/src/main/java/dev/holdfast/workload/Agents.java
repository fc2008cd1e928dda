package dev.holdfast.workload;

import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Whoever does the work of a process. Safe for any number of threads. */
public interface Agents {

    /**
     * Calls an agent.
     *
     * @return the outcome, never exceptionally; fail if the agent could not be reached at all
     */
    CompletableFuture<Outcome> call(
            String agent, Function<AgentConnection, CompletableFuture<Outcome>> call);
}
