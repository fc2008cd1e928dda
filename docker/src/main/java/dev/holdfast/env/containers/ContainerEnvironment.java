package dev.holdfast.env.containers;

import dev.holdfast.env.Crew;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.links.CanaryRequest;
import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.servers.ProxiedEnvironment;
import dev.holdfast.env.servers.ServerGroups;
import dev.holdfast.impl.agent.AgentSpec;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Service;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An environment whose servers and agents are containers on a network without a way out, and whose
 * links run through the original Toxiproxy. Needs a Docker engine on this machine with the images
 * that {@code docker/up} makes.
 */
public final class ContainerEnvironment extends ProxiedEnvironment {
    private static final Logger log = LoggerFactory.getLogger(ContainerEnvironment.class);

    private final Engine engine;
    private final NodeNetwork network;
    private final Containers containers;
    private final Gate gate;
    private final Site site;

    private ContainerEnvironment(
            Engine engine,
            NodeNetwork network,
            Containers containers,
            Gate gate,
            EnvironmentSpec spec) {
        this.engine = engine;
        this.network = network;
        this.containers = containers;
        this.gate = gate;
        this.site =
                new Site(containers, network, gate, spec.directory(), spec.rigging().movesClocks());
    }

    /**
     * Why such an environment cannot be brought up on this machine: in one line, with what to do.
     * Empty if it can.
     */
    public static Optional<String> obstacle() {
        try {
            requireImages(Engine.find());
            return Optional.empty();
        } catch (EnvironmentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static void requireImages(Engine engine) {
        engine.require(
                List.of(ContainerNode.IMAGE, Gate.IMAGE),
                ContainerNode.IMAGE,
                ContainerNode.GENERATION);
    }

    /**
     * Why clocks of nodes cannot be moved here: in one line, with what to do. Empty if they can.
     */
    public static Optional<String> clockObstacle() {
        try {
            Engine.find().requireLabel(ContainerNode.IMAGE, Owner.LABEL + ".clock");
            return Optional.empty();
        } catch (EnvironmentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Removes what killed runs left behind.
     *
     * @return the names of the containers and networks; empty also where no engine answers
     */
    public static List<String> sweep() {
        try {
            return new ContainerSweeper(Engine.find()).sweep();
        } catch (EnvironmentException e) {
            log.debug("nothing swept: {}", e.getMessage());
            return List.of();
        }
    }

    /**
     * Sweeps what killed runs left behind, then brings {@code spec} up; returns once every server
     * and agent answers and every replica is in step.
     *
     * @throws EnvironmentException if that fails; nothing is left running then
     */
    public static ContainerEnvironment start(EnvironmentSpec spec) {
        requireFolder(spec);
        Engine engine = Engine.find();
        requireImages(engine);
        List<String> swept = new ContainerSweeper(engine).sweep();
        if (!swept.isEmpty()) {
            log.info("removed what a killed run left behind: {}", swept);
        }
        ContainerEnvironment environment = prepare(engine, spec);
        environment.bringUp(spec);
        return environment;
    }

    private static ContainerEnvironment prepare(Engine engine, EnvironmentSpec spec) {
        Owner owner = Owner.self();
        int seed = Objects.hash(owner.runner().pid(), spec.directory().toAbsolutePath());
        NodeNetwork network = NodeNetwork.create(engine, owner, seed);
        Containers containers = new Containers(engine, owner, network, spec.directory());
        try {
            Gate gate = new Gate(containers, network, ports(spec));
            return new ContainerEnvironment(engine, network, containers, gate, spec);
        } catch (RuntimeException e) {
            containers.close();
            network.remove();
            throw e;
        }
    }

    /** One for each link, and one for each node's own address. */
    private static int ports(EnvironmentSpec spec) {
        int agents = spec.crew().size();
        int ports = agents + (spec.crew() instanceof Crew.Players ? agents * (agents - 1) : 0);
        for (Service service : spec.topology().services()) {
            ports +=
                    ContainerServers.ports(service, spec.topology())
                            + agents * spec.topology().endpoints(service).size();
        }
        return ports;
    }

    @Override
    protected void seat(EnvironmentSpec spec, ServerGroups servers) {
        gate.start(engine);
        ContainerSentinels sentinels = new ContainerSentinels(spec.topology(), site);
        for (Service service : spec.topology().services()) {
            servers.add(ContainerServers.of(service, site, sentinels, servers));
        }
    }

    @Override
    protected AgentMaker agents(EnvironmentSpec spec) {
        MountedClasspath classpath = MountedClasspath.with(spec.classpath());
        Map<String, ContainerSeat> seats = new HashMap<>();
        return new AgentMaker() {
            @Override
            public AgentPlace place(String name) {
                ContainerSeat seat = AgentContainer.seat(name, site);
                seats.put(name, seat);
                return AgentContainer.place(seat);
            }

            @Override
            public Unstarted make(AgentSpec agent) {
                ContainerSeat seat = Objects.requireNonNull(seats.get(agent.name()), agent.name());
                AgentContainer container =
                        AgentContainer.of(agent, spec.rigging(), seat, classpath, site);
                return new Unstarted(container, container::launch);
            }
        };
    }

    @Override
    protected ToxiproxyLink connect(
            String agent, String endpoint, Address upstream, CanaryRequest canary) {
        return gate.link(agent, endpoint, upstream, canary);
    }

    @Override
    public String kind() {
        return "containers";
    }

    @Override
    protected List<String> carriers() {
        return List.of(gate.description(), "Docker " + engine.version());
    }

    /** Removes every container and network. */
    @Override
    protected void tearDown() {
        try {
            gate.close();
            containers.close();
        } finally {
            network.remove();
        }
    }
}
