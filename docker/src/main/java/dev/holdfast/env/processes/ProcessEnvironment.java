package dev.holdfast.env.processes;

import dev.holdfast.env.AgentNode;
import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.Link;
import dev.holdfast.env.ServerNode;
import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.proxy.EmbeddedToxiproxy;
import dev.holdfast.impl.agent.AgentSpec;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import dev.holdfast.impl.topology.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An environment whose servers and agents are children of this JVM and whose links run through a
 * proxy inside it; needs neither Docker nor anything installed.
 */
public final class ProcessEnvironment implements Environment {
    private static final Logger log = LoggerFactory.getLogger(ProcessEnvironment.class);

    private final EmbeddedToxiproxy proxy;
    private final Children children;
    private final List<ServerGroup> groups = new ArrayList<>();
    private final List<AgentProcess> agents = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private boolean closed;

    private ProcessEnvironment(EmbeddedToxiproxy proxy, Children children) {
        this.proxy = proxy;
        this.children = children;
    }

    /**
     * Sweeps what killed runs left behind, then brings {@code spec} up; returns once every server
     * and agent answers and every replica is in step.
     *
     * @throws EnvironmentException if that fails; nothing is left running then
     */
    public static ProcessEnvironment start(EnvironmentSpec spec) {
        if (!Files.isDirectory(spec.directory()) || !Files.isWritable(spec.directory())) {
            throw new EnvironmentException(
                    "the folder " + spec.directory() + " does not exist or cannot be written");
        }
        List<String> swept = LeftoverSweeper.sweep();
        if (!swept.isEmpty()) {
            log.info("ended what a killed run left behind: {}", swept);
        }
        ProcessEnvironment environment = new ProcessEnvironment(startProxy(), new Children());
        try {
            environment.startServers(spec);
            environment.startAgents(spec);
            return environment;
        } catch (RuntimeException e) {
            environment.close();
            throw e;
        }
    }

    private static EmbeddedToxiproxy startProxy() {
        try {
            return EmbeddedToxiproxy.start();
        } catch (IOException e) {
            throw new EnvironmentException(
                    "cannot start the proxy on 127.0.0.1: " + e.getMessage(), e);
        }
    }

    private void startServers(EnvironmentSpec spec) {
        PortPicker ports =
                new PortPicker(
                        Objects.hash(
                                ProcessHandle.current().pid(), spec.directory().toAbsolutePath()));
        Site site = new Site(proxy.api(), spec.directory(), children, ports);
        for (Service service : spec.topology().services()) {
            groups.add(ServerGroup.of(service, site));
        }
        groups.forEach(group -> links.addAll(group.links()));
        Parallel.run(groups.stream().<Runnable>map(group -> group::start).toList());
    }

    private void startAgents(EnvironmentSpec spec) {
        for (int i = 1; i <= spec.agents(); i++) {
            String name = "agent-" + i;
            Map<String, Address> endpoints = new HashMap<>();
            for (Service service : spec.topology().services()) {
                for (String endpoint : service.endpoints()) {
                    endpoints.put(endpoint, newLink(name, service, endpoint).near());
                }
            }
            AgentSpec agent =
                    new AgentSpec(
                            name,
                            spec.subject(),
                            spec.lease(),
                            spec.ledger(),
                            new Endpoints(endpoints));
            agents.add(new AgentProcess(agent, spec.classpath(), spec.directory(), children));
        }
        Parallel.run(agents.stream().<Runnable>map(agent -> agent::launch).toList());
    }

    /** From an agent to a member of an ensemble, or to the service, first led to its primary. */
    private ToxiproxyLink newLink(String agent, Service service, String endpoint) {
        String node = service.kind().isEnsemble() ? endpoint : service.nodes().get(0);
        ToxiproxyLink link =
                ToxiproxyLink.create(
                        proxy.api(), agent, endpoint, direct(node), group(node)::canary);
        links.add(link);
        return link;
    }

    @Override
    public String kind() {
        return "processes";
    }

    @Override
    public List<String> versions() {
        return Stream.concat(
                        groups.stream().map(ServerGroup::version).distinct(),
                        Stream.of(
                                "Java " + Runtime.version(),
                                "embedded proxy, API of Toxiproxy " + EmbeddedToxiproxy.VERSION,
                                System.getProperty("os.name")
                                        + " "
                                        + System.getProperty("os.version")))
                .toList();
    }

    @Override
    public List<AgentNode> agents() {
        return List.copyOf(agents);
    }

    @Override
    public List<ServerNode> servers() {
        return groups.stream().<ServerNode>flatMap(group -> group.nodes().stream()).toList();
    }

    @Override
    public List<Link> links() {
        return List.copyOf(links);
    }

    @Override
    public void promote(String node, List<String> agentNames) {
        ServerProcess server = server(node);
        List<ToxiproxyLink> led =
                agentNames.stream().map(agent -> agentLink(agent, server.service())).toList();
        group(node).promote(node);
        led.forEach(link -> link.lead(server.address()));
    }

    private ToxiproxyLink agentLink(String agent, String service) {
        return (ToxiproxyLink) link(agent, service);
    }

    @Override
    public void follow(String node, String primary) {
        group(node).follow(node, primary);
    }

    @Override
    public Address direct(String node) {
        return server(node).address();
    }

    private ServerProcess server(String name) {
        return group(name).nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ServerGroup group(String server) {
        for (ServerGroup group : groups) {
            if (group.nodes().stream().anyMatch(node -> node.name().equals(server))) {
                return group;
            }
        }
        throw new IllegalArgumentException("no server node " + server);
    }

    /** Ends every process and proxy; from several threads the later ones wait for the first. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        // What has to be ended is ended, however the closing thread is called off.
        boolean interrupted = Thread.interrupted();
        try {
            children.close();
        } finally {
            proxy.close();
            groups.forEach(ServerGroup::close);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
