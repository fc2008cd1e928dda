package dev.holdfast.impl.commit;

import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a node of a protocol finds itself.
 *
 * @param name the agent's name, as in {@link Cast}
 * @param role what it is
 * @param cast who else plays
 * @param services where it reaches the servers, each over a link of its own
 * @param listen where it listens for the other agents, if it does
 * @param peers where it reaches each of the other agents that listen, each over a link of its own
 * @param folder its disk: empty at the first start, kept when the process is killed, and nobody
 *     else's
 * @param opening what every account holds in the beginning, by participant and account
 * @param patience how long it waits for another before it does what the protocol has for that; a
 *     tenth of what payers wait
 * @param journal where it says what it does
 */
public record CommitSite(
        String name,
        Role role,
        Cast cast,
        Endpoints services,
        Address listen,
        Map<String, Address> peers,
        Path folder,
        Map<String, Map<String, Long>> opening,
        Duration patience,
        Journal journal) {

    public CommitSite {
        peers = Map.copyOf(peers);
        opening = Map.copyOf(opening);
    }

    /** What this participant's accounts hold in the beginning. */
    public Map<String, Long> ownOpening() {
        return Optional.ofNullable(opening.get(name)).orElse(Map.of());
    }

    /** Where another agent is, over this one's link to it. */
    public Address peer(String agent) {
        Address address = peers.get(agent);
        if (address == null) {
            throw new IllegalArgumentException(
                    "no agent '" + agent + "'; known: " + List.copyOf(peers.keySet()));
        }
        return address;
    }

    /**
     * Has to be called before anything is done about a payment.
     *
     * @throws DefiniteFailureException in one line, if nobody may ever carry it out
     */
    public void require(Payment payment) {
        payment.fault()
                .ifPresent(
                        why -> {
                            throw new DefiniteFailureException(why);
                        });
        for (String participant : payment.participants()) {
            if (!cast.participants().contains(participant)) {
                throw new DefiniteFailureException(
                        "payment %s names participant '%s'; known: %s"
                                .formatted(payment.id(), participant, cast.participants()));
            }
        }
    }
}
