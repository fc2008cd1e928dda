package dev.holdfast.env.containers;

import dev.holdfast.env.AgentNode;
import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.Link;
import dev.holdfast.env.ServerNode;
import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.probe.RedisProbe;
import dev.holdfast.impl.agent.AgentSpec;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import dev.holdfast.impl.topology.ServerKind;
import dev.holdfast.impl.topology.Service;
import dev.holdfast.impl.topology.Topology;
import java.nio.file.Files;
import java.util.ArrayList;
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
public final class ContainerEnvironment implements Environment {
    private static final Logger log = LoggerFactory.getLogger(ContainerEnvironment.class);

    private final Engine engine;
    private final NodeNetwork network;
    private final Containers containers;
    private final Gate gate;
    private final ContainerNode.Site site;
    private final List<RedisContainer> servers = new ArrayList<>();
    private final List<AgentContainer> agents = new ArrayList<>();
    private final List<ToxiproxyLink> links = new ArrayList<>();
    private boolean closed;

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
        this.site = new ContainerNode.Site(containers, network, gate, spec.directory());
    }

    /**
     * Why such an environment cannot be brought up on this machine: in one line, with what to do.
     * Empty if it can.
     */
    public static Optional<String> obstacle() {
        try {
            Engine.find().require(List.of(ContainerNode.IMAGE, Gate.IMAGE));
            return Optional.empty();
        } catch (EnvironmentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The kinds of server in {@code topology} that no container offers so far; empty if none. */
    public static List<ServerKind> missing(Topology topology) {
        return topology.services().stream()
                .map(Service::kind)
                .filter(kind -> kind != ServerKind.REDIS)
                .distinct()
                .toList();
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
        if (!Files.isDirectory(spec.directory()) || !Files.isWritable(spec.directory())) {
            throw new EnvironmentException(
                    "the folder " + spec.directory() + " does not exist or cannot be written");
        }
        if (!missing(spec.topology()).isEmpty()) {
            throw new EnvironmentException(
                    "there is no container for "
                            + missing(spec.topology())
                            + " yet; use --env processes");
        }
        Engine engine = Engine.find();
        engine.require(List.of(ContainerNode.IMAGE, Gate.IMAGE));
        List<String> swept = new ContainerSweeper(engine).sweep();
        if (!swept.isEmpty()) {
            log.info("removed what a killed run left behind: {}", swept);
        }
        ContainerEnvironment environment = prepare(engine, spec);
        try {
            environment.bringUp(spec);
            return environment;
        } catch (RuntimeException e) {
            environment.close();
            throw e;
        }
    }

    private static ContainerEnvironment prepare(Engine engine, EnvironmentSpec spec) {
        Owner owner = Owner.self();
        int seed = Objects.hash(owner.runner().pid(), spec.directory().toAbsolutePath());
        NodeNetwork network = NodeNetwork.create(engine, owner, seed);
        Containers containers = new Containers(engine, owner, network, spec.directory());
        try {
            Gate gate = new Gate(containers, network.nextAddress(), ports(spec));
            return new ContainerEnvironment(engine, network, containers, gate, spec);
        } catch (RuntimeException e) {
            containers.close();
            network.remove();
            throw e;
        }
    }

    /** One for each link, and one for each node's own address. */
    private static int ports(EnvironmentSpec spec) {
        int ports = spec.agents();
        for (Service service : spec.topology().services()) {
            int nodes = service.nodes().size();
            ports += nodes + nodes * (nodes - 1) + spec.agents() * service.endpoints().size();
        }
        return ports;
    }

    private void bringUp(EnvironmentSpec spec) {
        gate.start(engine);
        for (Service service : spec.topology().services()) {
            for (String node : service.nodes()) {
                servers.add(new RedisContainer(node, service, site));
            }
        }
        Parallel.all(
                "start the servers",
                servers.stream().<Runnable>map(node -> node::launchFirst).toList());
        spec.topology().services().forEach(this::replicate);
        startAgents(spec);
    }

    private void replicate(Service service) {
        List<String> nodes = service.nodes();
        for (String from : nodes) {
            for (String to : nodes) {
                if (!from.equals(to)) {
                    links.add(newLink(from, to, server(to)));
                }
            }
        }
        List<String> replicas = nodes.subList(1, nodes.size());
        for (String replica : replicas) {
            follow(replica, nodes.get(0));
        }
        replicas.forEach(replica -> server(replica).awaitSync());
    }

    private void startAgents(EnvironmentSpec spec) {
        for (int i = 1; i <= spec.agents(); i++) {
            String name = "agent-" + i;
            Map<String, Address> endpoints = new HashMap<>();
            for (Service service : spec.topology().services()) {
                ToxiproxyLink link = newLink(name, service.name(), server(service.nodes().get(0)));
                links.add(link);
                endpoints.put(service.name(), link.near());
            }
            AgentSpec agent =
                    new AgentSpec(
                            name,
                            spec.subject(),
                            spec.lease(),
                            spec.ledger(),
                            new Endpoints(endpoints));
            agents.add(new AgentContainer(agent, spec.classpath(), site));
        }
        Parallel.all(
                "start the agents",
                agents.stream().<Runnable>map(agent -> agent::launchFirst).toList());
    }

    private ToxiproxyLink newLink(String from, String to, RedisContainer upstream) {
        return gate.link(from, to, gate.allot(), upstream.inside(), RedisProbe::canary);
    }

    @Override
    public String kind() {
        return "containers";
    }

    @Override
    public List<String> versions() {
        List<String> versions = new ArrayList<>();
        if (!servers.isEmpty()) {
            versions.add("redis-server " + servers.get(0).version() + " (container)");
        }
        versions.add(gate.description());
        versions.add("Docker " + engine.version());
        versions.add(System.getProperty("os.name") + " " + System.getProperty("os.version"));
        return List.copyOf(versions);
    }

    @Override
    public List<AgentNode> agents() {
        return List.copyOf(agents);
    }

    @Override
    public List<ServerNode> servers() {
        return List.copyOf(servers);
    }

    @Override
    public List<Link> links() {
        return List.copyOf(links);
    }

    @Override
    public void promote(String node, List<String> agentNames) {
        RedisContainer server = server(node);
        List<ToxiproxyLink> led =
                agentNames.stream().map(agent -> linkOf(agent, server.service())).toList();
        server.promote();
        led.forEach(link -> link.lead(server.inside()));
    }

    @Override
    public void follow(String node, String primary) {
        server(node).follow(linkOf(node, primary).near());
    }

    @Override
    public Address direct(String node) {
        return server(node).outside();
    }

    private RedisContainer server(String name) {
        for (RedisContainer server : servers) {
            if (server.name().equals(name)) {
                return server;
            }
        }
        throw new IllegalArgumentException("no server node " + name);
    }

    private ToxiproxyLink linkOf(String from, String to) {
        return (ToxiproxyLink) link(from, to);
    }

    /** Removes every container and network; from several threads the later ones wait. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        // What has to be removed is removed, however the closing thread is called off.
        boolean interrupted = Thread.interrupted();
        try {
            gate.close();
            containers.close();
        } finally {
            network.remove();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
