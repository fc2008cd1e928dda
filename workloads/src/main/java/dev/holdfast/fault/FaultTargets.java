package dev.holdfast.fault;

import java.util.List;

/**
 * What there is to hit, and the scale of time.
 *
 * @param agents names of the agents
 * @param services the services of the implementation under test, without the ledger
 * @param servers their server nodes
 * @param replicated the services among them that have a replica
 * @param ensembles the services among them that decide by majority, with three members or more
 * @param leaseMillis the lease that the run asks for: faults that should outlast it are longer
 */
public record FaultTargets(
        List<String> agents,
        List<String> services,
        List<String> servers,
        List<String> replicated,
        List<Ensemble> ensembles,
        long leaseMillis) {

    public FaultTargets {
        agents = List.copyOf(agents);
        services = List.copyOf(services);
        servers = List.copyOf(servers);
        replicated = List.copyOf(replicated);
        ensembles = List.copyOf(ensembles);
    }

    /** The targets of a topology without ensembles. */
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
}
