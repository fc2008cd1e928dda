package dev.holdfast.env.servers;

import dev.holdfast.env.AgentNode;
import dev.holdfast.env.Crew;
import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.Link;
import dev.holdfast.env.Link.Canary.Outcome;
import dev.holdfast.env.Rigging;
import dev.holdfast.env.ServerNode;
import dev.holdfast.env.links.CanaryRequest;
import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.node.Await;
import dev.holdfast.env.node.Parallel;
import dev.holdfast.env.probe.PeerProbe;
import dev.holdfast.impl.agent.AgentPart;
import dev.holdfast.impl.agent.AgentSpec;
import dev.holdfast.impl.agent.CommitPart;
import dev.holdfast.impl.agent.LockPart;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import dev.holdfast.impl.topology.Service;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An environment that brings up servers, then agents, and has a proxy for each pair that talks;
 * whatever kind of thing its nodes are.
 *
 * <p>{@link #bringUp} once, by one thread; afterwards safe for several.
 */
public abstract class ProxiedEnvironment implements Environment {
    private static final Duration LISTENING_LIMIT = Duration.ofSeconds(5);

    private final ServerGroups servers = new ServerGroups();
    private final List<AgentNode> agents = new CopyOnWriteArrayList<>();
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private boolean closed;

    /** An agent that is not yet started. */
    public record Unstarted(AgentNode node, Runnable launch) {}

    /** Adds the servers of each service of {@code spec} to {@code servers}. */
    protected abstract void seat(EnvironmentSpec spec, ServerGroups servers);

    /** How agents of {@code spec} are made. */
    protected abstract AgentMaker agents(EnvironmentSpec spec);

    /** A link of an agent. */
    protected abstract ToxiproxyLink connect(
            String agent, String endpoint, Address upstream, CanaryRequest canary);

    /** What carries servers and agents, with versions. */
    protected abstract List<String> carriers();

    /** Ends everything that was started; called once. */
    protected abstract void tearDown();

    /** Makes agents. */
    public interface AgentMaker {
        /** Where the agent {@code name} will be; asked for once, before it is made. */
        AgentPlace place(String name);

        /** An agent that knows where everything is, not yet started. */
        Unstarted make(AgentSpec agent);
    }

    /**
     * Where an agent is.
     *
     * @param listen where it listens for other agents, as links lead there
     * @param data a folder that outlives it, as it sees it itself
     */
    public record AgentPlace(Address listen, String data) {}

    /**
     * Looks at the folder in which everything is to run.
     *
     * @throws EnvironmentException if it cannot be used
     */
    protected static void requireFolder(EnvironmentSpec spec) {
        if (!Files.isDirectory(spec.directory()) || !Files.isWritable(spec.directory())) {
            throw new EnvironmentException(
                    "the folder " + spec.directory() + " does not exist or cannot be written");
        }
    }

    /**
     * Brings {@code spec} up; returns once every server and agent answers and every replica is in
     * step.
     *
     * @throws EnvironmentException if that fails; nothing is left running then
     */
    protected final void bringUp(EnvironmentSpec spec) {
        try {
            seat(spec, servers);
            links.addAll(servers.links());
            introduce(spec);
            servers.start();
            startAgents(spec);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Servers that tell clients where they are have to know every agent's link first. */
    private void introduce(EnvironmentSpec spec) {
        for (Service service : spec.topology().services()) {
            Server server = servers.server(service.nodes().get(0));
            if (server.tellsClients()) {
                for (String agent : spec.crew().names()) {
                    ToxiproxyLink link = connect(agent, service.name(), server);
                    server.admit(link);
                }
            }
        }
    }

    private ToxiproxyLink connect(String agent, String endpoint, Server server) {
        Address upstream = server.seat().listen();
        ToxiproxyLink link = connect(agent, endpoint, upstream, servers.of(server.name())::canary);
        links.add(link);
        return link;
    }

    private void startAgents(EnvironmentSpec spec) {
        AgentMaker maker = agents(spec);
        Map<String, AgentPlace> places = new LinkedHashMap<>();
        spec.crew().names().forEach(name -> places.put(name, maker.place(name)));
        List<Runnable> launches = new ArrayList<>();
        places.forEach(
                (name, place) -> {
                    Unstarted agent =
                            maker.make(
                                    new AgentSpec(
                                            name,
                                            spec.subject(),
                                            endpoints(name, spec),
                                            part(name, spec, places)));
                    agents.add(agent.node());
                    launches.add(agent.launch());
                });
        Parallel.all("start the agents", launches);
        requireListeners(spec);
    }

    /**
     * Sees that agents listen as their cast says: a link to one that does not would look cut for
     * ever, and no fault of links would have its proof.
     */
    private void requireListeners(EnvironmentSpec spec) {
        Map<String, Link> ways = new LinkedHashMap<>();
        links.forEach(link -> ways.putIfAbsent(link.to(), link));
        ways.keySet().retainAll(spec.crew().names());
        ways.forEach(
                (agent, link) -> {
                    if (!Await.until(() -> answers(link), LISTENING_LIMIT)) {
                        throw new EnvironmentException(
                                "%s does not answer other agents, and the cast of %s says that it listens for them; Cast.withListening says who does"
                                        .formatted(agent, spec.subject()));
                    }
                });
    }

    private static boolean answers(Link link) {
        return link.canary(LISTENING_LIMIT).outcome() == Outcome.ANSWERED;
    }

    private AgentPart part(String name, EnvironmentSpec spec, Map<String, AgentPlace> places) {
        if (spec.crew() instanceof Crew.Lockers lockers) {
            return new LockPart(lockers.lease(), lockers.ledger());
        }
        Crew.Players players = (Crew.Players) spec.crew();
        Map<String, Address> peers = new HashMap<>();
        places.forEach(
                (other, place) -> {
                    if (!other.equals(name)
                            && players.cast().listening().contains(players.role(other))) {
                        peers.put(other, way(name, other, place, spec.rigging()));
                    }
                });
        AgentPlace own = Objects.requireNonNull(places.get(name), name);
        return new CommitPart(
                players.role(name),
                own.listen(),
                peers,
                own.data(),
                players.opening(),
                players.patience());
    }

    private Address way(String from, String to, AgentPlace place, Rigging rigging) {
        if (rigging == Rigging.BARE) {
            return place.listen();
        }
        ToxiproxyLink link = connect(from, to, place.listen(), PeerProbe::canary);
        links.add(link);
        return link.near();
    }

    private Endpoints endpoints(String agent, EnvironmentSpec spec) {
        Map<String, Address> near = new HashMap<>();
        Map<String, Address> announced = new HashMap<>();
        for (Service service : spec.topology().services()) {
            for (String endpoint : spec.topology().endpoints(service)) {
                // A server that agents know, or a service, which leads to its primary first.
                String node =
                        service.nodes().contains(endpoint) ? endpoint : service.nodes().get(0);
                Server server = servers.server(node);
                near.put(endpoint, way(agent, endpoint, server, spec.rigging()));
                server.announced().ifPresent(told -> announced.put(endpoint, told));
            }
        }
        return new Endpoints(near, announced);
    }

    private Address way(String agent, String endpoint, Server server, Rigging rigging) {
        if (server.tellsClients()) {
            return ((ToxiproxyLink) link(agent, endpoint)).near();
        }
        return rigging == Rigging.BARE
                ? server.seat().listen()
                : connect(agent, endpoint, server).near();
    }

    @Override
    public final List<String> versions() {
        List<String> versions = new ArrayList<>(servers.versions());
        versions.addAll(carriers());
        versions.add(System.getProperty("os.name") + " " + System.getProperty("os.version"));
        return List.copyOf(versions);
    }

    @Override
    public final List<AgentNode> agents() {
        return List.copyOf(agents);
    }

    @Override
    public final List<ServerNode> servers() {
        return servers.nodes();
    }

    @Override
    public final List<Link> links() {
        return List.copyOf(links);
    }

    @Override
    public final void promote(String node, List<String> agentNames) {
        String service = servers.server(node).service().name();
        servers.promote(
                node,
                agentNames.stream().map(agent -> (ToxiproxyLink) link(agent, service)).toList());
    }

    @Override
    public final void follow(String node, String primary) {
        servers.of(node).follow(node, primary);
    }

    @Override
    public final Address direct(String node) {
        return servers.server(node).seat().outside();
    }

    /** From several threads the later ones wait for the first. */
    @Override
    public final synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        // What has to be ended is ended, however the closing thread is called off.
        boolean interrupted = Thread.interrupted();
        try {
            tearDown();
            servers.deleteData();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
