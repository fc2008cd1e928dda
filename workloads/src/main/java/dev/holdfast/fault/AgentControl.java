package dev.holdfast.fault;

import dev.holdfast.env.AgentNode;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.AgentException;
import dev.holdfast.impl.agent.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Telling an agent itself, and not what it hosts, to do something. */
final class AgentControl {
    private AgentControl() {}

    /** Whether the agent did it within the limit. */
    static boolean tell(
            AgentNode agent,
            Duration limit,
            Function<AgentConnection, CompletableFuture<Outcome>> call) {
        try (AgentConnection connection = AgentConnection.open(agent.control(), limit)) {
            Outcome outcome = call.apply(connection).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return outcome.type() == Outcome.Type.OK;
        } catch (AgentException | EnvironmentException | ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
