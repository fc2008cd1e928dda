package dev.holdfast.impl.commit;

import java.util.ArrayList;
import java.util.List;

/**
 * Who plays in a protocol: agents {@code coordinator-1…}, and participants, which are agents {@code
 * participant-1…} or servers.
 *
 * @param coordinators how many, 1 to 4
 * @param participantAgents how many agents keep accounts, 0 to 8
 * @param participantServices the services of the topology that keep accounts themselves, where no
 *     agent does
 * @param agentsTalk whether agents listen for each other and have links to each other; else each
 *     knows only the services
 */
public record Cast(
        int coordinators,
        int participantAgents,
        List<String> participantServices,
        boolean agentsTalk) {

    public Cast {
        participantServices = List.copyOf(participantServices);
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

    /** Agents talk where some of them keep accounts; where services do, they do not. */
    public Cast(int coordinators, int participantAgents, List<String> participantServices) {
        this(coordinators, participantAgents, participantServices, participantAgents > 0);
    }

    /** Two coordinators and three agents that keep accounts; all of them talk to each other. */
    public static Cast ofAgents() {
        return new Cast(2, 3, List.of());
    }

    /**
     * Two coordinators and three agents that keep accounts, and know of each other through services
     * only.
     */
    public static Cast ofAgentsApart() {
        return new Cast(2, 3, List.of(), false);
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
        return new Cast(coordinators, agents, participantServices, agentsTalk);
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
