package dev.holdfast.impl.agent;

import dev.holdfast.impl.topology.Endpoints;
import java.util.List;

/**
 * Everything an agent process is told at its start.
 *
 * @param name the agent's name, unique in the run
 * @param subject a name of the catalogue, or the class name of a user's own implementation
 * @param endpoints where this agent reaches each service
 * @param part what it does
 */
public record AgentSpec(String name, String subject, Endpoints endpoints, AgentPart part) {

    /** This as arguments of {@link AgentMain}; its switches may be added to them. */
    public List<String> toArgs() {
        return AgentArgs.write(this);
    }
}
