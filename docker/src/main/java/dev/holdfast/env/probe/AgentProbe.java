package dev.holdfast.env.probe;

import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.AgentException;
import dev.holdfast.impl.topology.Address;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Questions to an agent over a control connection of its own. */
public final class AgentProbe {
    private AgentProbe() {}

    /**
     * The agent's clock.
     *
     * @throws IOException if it does not answer within {@code limit}
     */
    public static Instant time(Address control, Duration limit) throws IOException {
        long startNs = System.nanoTime();
        try (AgentConnection connection = AgentConnection.open(control, limit)) {
            long leftNs = limit.toNanos() - (System.nanoTime() - startNs);
            Optional<Instant> time =
                    connection.time().get(Math.max(0, leftNs), TimeUnit.NANOSECONDS);
            return time.orElseThrow(() -> new IOException("the agent hung up"));
        } catch (AgentException | ExecutionException | TimeoutException e) {
            throw new IOException("no answer within " + limit.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
