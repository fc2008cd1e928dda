package dev.holdfast.impl.commit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who plays in a protocol: agents {@code coordinator-1…}, and participants, which are agents {@code
 * participant-1…} or servers.
 *
 * @param coordinators how many, 1 to 4
 * @param participantAgents how many agents keep accounts, 0 to 8
 * @param participantServices the services of the topology that keep accounts themselves, where no
 *     agent does
 * @param listening the roles whose agents listen for the other agents, and to which these have
 *     links
 */
public record Cast(
        int coordinators,
        int participantAgents,
        List<String> participantServices,
        Set<Role> listening) {

    public Cast {
        participantServices = List.copyOf(participantServices);
        listening = Set.copyOf(listening);
        if (coordinators < 1 || coordinators > 4) {
            throw new IllegalArgumentException(coordinators + " coordinators, not 1 to 4");
        }
        if (participantAgents < 0 || participantAgents > 8) {
            throw new IllegalArgumentException(participantAgents + " participants, not 0 to 8");
        }
        if (participantAgents == 0 == participantServices.isEmpty()) {
            throw new IllegalArgumentException(
                    "accounts are kept by agents or by services, one of the two");
        }
    }

    /** All agents listen where some of them keep accounts; where services do, none does. */
    public Cast(int coordinators, int participantAgents, List<String> participantServices) {
        this(
                coordinators,
                participantAgents,
                participantServices,
                participantAgents > 0 ? EnumSet.allOf(Role.class) : Set.of());
    }

    /** Two coordinators and three agents that keep accounts; all of them listen. */
    public static Cast ofAgents() {
        return new Cast(2, 3, List.of());
    }

    /**
     * The same agents, of whom only those of these roles listen for the others. A link to an agent
     * that does not listen looks cut for ever, so no fault of it would have its proof.
     */
    public Cast withListening(Set<Role> roles) {
        return new Cast(coordinators, participantAgents, participantServices, roles);
    }

    /** Two coordinators, and services that keep accounts. */
    public static Cast ofServices(List<String> services) {
        return new Cast(2, 0, services);
    }

    /**
     * The same with another number of agents that keep accounts.
     *
     * @param agents 1 to 8
     * @throws IllegalArgumentException if services keep them
     */
    public Cast withParticipantAgents(int agents) {
        return new Cast(coordinators, agents, participantServices, listening);
    }

    /** The names of the participants, agents or services. */
    public List<String> participants() {
        return participantAgents == 0
                ? participantServices
                : numbered(Role.PARTICIPANT, participantAgents);
    }

    /** The names of the agents of this role. */
    public List<String> agents(Role role) {
        return numbered(role, role == Role.COORDINATOR ? coordinators : participantAgents);
    }

    private static List<String> numbered(Role role, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            names.add(role.label() + "-" + i);
        }
        return names;
    }
}
