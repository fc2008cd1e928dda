package dev.holdfast.impl.agent;

import dev.holdfast.impl.commit.Role;
import dev.holdfast.impl.topology.Address;
import java.time.Duration;
import java.util.Map;

/**
 * Plays in an atomic commit protocol.
 *
 * @param role what it is
 * @param listen where it listens for the other agents
 * @param peers where it reaches each of the others
 * @param folder an existing folder or one that it can make, which outlives it: its disk, and its
 *     journal
 * @param opening what every account holds in the beginning, by participant and account
 * @param patience how long it waits for another
 */
public record CommitPart(
        Role role,
        Address listen,
        Map<String, Address> peers,
        String folder,
        Map<String, Map<String, Long>> opening,
        Duration patience)
        implements AgentPart {

    public CommitPart {
        peers = Map.copyOf(peers);
        opening = Map.copyOf(opening);
    }
}
