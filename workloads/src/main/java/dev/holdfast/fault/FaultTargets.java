package dev.holdfast.fault;

import java.util.List;
import java.util.Optional;

/**
 * What there is to hit, and the scale of time.
 *
 * @param agents names of the agents
 * @param services the services of the implementation under test, without the ledger
 * @param servers their server nodes
 * @param replicated the services among them that have a replica
 * @param watched the replicated services of which sentinels choose the primary
 * @param ensembles the services among them that decide by majority, with three members or more
 * @param clocks the servers among them whose clock can be moved
 * @param players the agents of a commit protocol, by what they are; empty for locks
 * @param leaseMillis the lease that the run asks for: faults that should outlast it are longer
 */
public record FaultTargets(
        List<String> agents,
        List<String> services,
        List<String> servers,
        List<String> replicated,
        List<String> watched,
        List<Ensemble> ensembles,
        List<String> clocks,
        Optional<Players> players,
        long leaseMillis) {

    public FaultTargets {
        agents = List.copyOf(agents);
        services = List.copyOf(services);
        servers = List.copyOf(servers);
        replicated = List.copyOf(replicated);
        watched = List.copyOf(watched);
        ensembles = List.copyOf(ensembles);
        clocks = List.copyOf(clocks);
    }

    /**
     * The targets of a topology without sentinels, in which the clock of every server can be moved.
     */
    public FaultTargets(
            List<String> agents,
            List<String> services,
            List<String> servers,
            List<String> replicated,
            List<Ensemble> ensembles,
            long leaseMillis) {
        this(
                agents,
                services,
                servers,
                replicated,
                List.of(),
                ensembles,
                servers,
                Optional.empty(),
                leaseMillis);
    }

    /** The same without ensembles. */
    public FaultTargets(
            List<String> agents,
            List<String> services,
            List<String> servers,
            List<String> replicated,
            long leaseMillis) {
        this(agents, services, servers, replicated, List.of(), leaseMillis);
    }

    /**
     * A service that decides by majority.
     *
     * @param service its name
     * @param members the names of its server nodes
     */
    public record Ensemble(String service, List<String> members) {
        public Ensemble {
            members = List.copyOf(members);
        }
    }

    /**
     * Who plays in a commit protocol.
     *
     * @param coordinators names of agents
     * @param participants names of agents; none where servers keep the accounts
     * @param points the labels of the points at which they can be made to end
     */
    public record Players(
            List<String> coordinators, List<String> participants, List<String> points) {
        public Players {
            coordinators = List.copyOf(coordinators);
            participants = List.copyOf(participants);
            points = List.copyOf(points);
        }
    }
}
