package dev.holdfast.workload;

import dev.holdfast.env.AgentNode;
import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.AgentException;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.topology.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The control connections to all agents; one that is lost is opened again when next needed. Safe
 * for any number of threads.
 */
public final class AgentPool implements Agents, AutoCloseable {
    /** Refused at once where nothing listens; this long only where an agent stands still. */
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final Map<String, Slot> slots = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /**
     * Connects to all agents of this environment.
     *
     * @throws EnvironmentException if one cannot be reached
     */
    public AgentPool(Environment environment) {
        for (AgentNode node : environment.agents()) {
            Slot slot = new Slot(node);
            slots.put(node.name(), slot);
            names.add(node.name());
            try {
                slot.open();
            } catch (AgentException e) {
                close();
                throw new EnvironmentException(String.valueOf(e.getMessage()), e);
            }
        }
    }

    /** The agents' names, in order. */
    public List<String> names() {
        return List.copyOf(names);
    }

    @Override
    public CompletableFuture<Outcome> call(
            String agent, Function<AgentConnection, CompletableFuture<Outcome>> call) {
        Slot slot = slots.get(agent);
        if (slot == null) {
            throw new IllegalArgumentException("no agent " + agent);
        }
        try {
            AgentConnection connection = slot.open();
            CompletableFuture<Outcome> outcome = call.apply(connection);
            return outcome.thenApply(
                    o -> {
                        if (o.error().startsWith("agent ")) {
                            slot.forget(connection);
                        }
                        return o;
                    });
        } catch (AgentException e) {
            return CompletableFuture.completedFuture(Outcome.fail("agent not reachable"));
        }
    }

    /**
     * For how long at most an agent stood still since it was last asked, in milliseconds; 0 if it
     * cannot be reached.
     */
    public CompletableFuture<Long> stalledMillis(String agent) {
        Slot slot = slots.get(agent);
        if (slot == null) {
            throw new IllegalArgumentException("no agent " + agent);
        }
        try {
            return slot.open().stalledMillis();
        } catch (AgentException e) {
            return CompletableFuture.completedFuture(0L);
        }
    }

    @Override
    public void close() {
        slots.values().forEach(Slot::close);
    }

    /** The connection to one agent. */
    private static final class Slot {
        private final AgentNode node;
        private @Nullable AgentConnection connection;

        Slot(AgentNode node) {
            this.node = node;
        }

        synchronized AgentConnection open() {
            if (connection == null) {
                connection = AgentConnection.open(address(), CONNECT_LIMIT);
            }
            return connection;
        }

        /** An agent that is just being started again has no address yet; nothing reaches it. */
        private Address address() {
            try {
                return node.control();
            } catch (EnvironmentException e) {
                throw new AgentException(String.valueOf(e.getMessage()), e);
            }
        }

        synchronized void forget(AgentConnection lost) {
            if (connection == lost) {
                connection = null;
                lost.close();
            }
        }

        synchronized void close() {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }
    }
}
