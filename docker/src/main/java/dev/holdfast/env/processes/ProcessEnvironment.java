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
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An environment whose servers and agents are children of this JVM and whose links run through a
 * proxy inside it; needs neither Docker nor anything installed.
 */
public final class ProcessEnvironment implements Environment {
    private static final Logger log = LoggerFactory.getLogger(ProcessEnvironment.class);

    private final RedisBinary redis;
    private final EmbeddedToxiproxy proxy;
    private final Children children;
    private final List<RedisNode> servers = new ArrayList<>();
    private final List<AgentProcess> agents = new ArrayList<>();
    private final List<ToxiproxyLink> links = new ArrayList<>();
    private boolean closed;

    private ProcessEnvironment(RedisBinary redis, EmbeddedToxiproxy proxy, Children children) {
        this.redis = redis;
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
        RedisBinary redis = RedisBinary.find();
        ProcessEnvironment environment =
                new ProcessEnvironment(redis, startProxy(), new Children());
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
        for (Service service : spec.topology().services()) {
            for (String node : service.nodes()) {
                servers.add(new RedisNode(node, service, redis, spec.directory(), children, ports));
            }
        }
        inParallel(servers.stream().<Runnable>map(node -> node::launchFirst).toList());
        for (Service service : spec.topology().services()) {
            replicate(service);
        }
    }

    private void replicate(Service service) {
        List<String> nodes = service.nodes();
        for (String from : nodes) {
            for (String to : nodes) {
                if (!from.equals(to)) {
                    links.add(newLink(from, to, direct(to)));
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
                ToxiproxyLink link = newLink(name, service.name(), direct(service.nodes().get(0)));
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
            agents.add(new AgentProcess(agent, spec.classpath(), spec.directory(), children));
        }
        inParallel(agents.stream().<Runnable>map(agent -> agent::launch).toList());
    }

    private ToxiproxyLink newLink(String from, String to, Address upstream) {
        return ToxiproxyLink.create(proxy.api(), from, to, upstream, RedisProbe::canary);
    }

    /** Runs all and waits for all, or throws the first failure as soon as there is one. */
    private static void inParallel(List<Runnable> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
        try {
            CompletionService<Boolean> completion = new ExecutorCompletionService<>(executor);
            for (Runnable task : tasks) {
                Future<Boolean> unused = completion.submit(task, true);
            }
            for (int i = 0; i < tasks.size(); i++) {
                boolean unused = completion.take().get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EnvironmentException cause) {
                throw cause;
            }
            throw new EnvironmentException("a node could not be started: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted while starting", e);
        } finally {
            executor.shutdownNow();
        }
    }

    @Override
    public String kind() {
        return "processes";
    }

    @Override
    public List<String> versions() {
        return List.of(
                redis.description(),
                "Java " + Runtime.version(),
                "embedded proxy, API of Toxiproxy " + EmbeddedToxiproxy.VERSION,
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
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
        RedisNode server = server(node);
        List<ToxiproxyLink> led =
                agentNames.stream().map(agent -> linkOf(agent, server.service())).toList();
        server.promote();
        led.forEach(link -> link.lead(server.address()));
    }

    @Override
    public void follow(String node, String primary) {
        server(node).follow(linkOf(node, primary).near());
    }

    @Override
    public Address direct(String node) {
        return server(node).address();
    }

    private RedisNode server(String name) {
        for (RedisNode server : servers) {
            if (server.name().equals(name)) {
                return server;
            }
        }
        throw new IllegalArgumentException("no server node " + name);
    }

    private ToxiproxyLink linkOf(String from, String to) {
        return (ToxiproxyLink) link(from, to);
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
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
