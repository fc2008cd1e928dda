package dev.holdfast.env.processes;

import dev.holdfast.env.AgentNode;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.links.CanaryRequest;
import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.proxy.EmbeddedToxiproxy;
import dev.holdfast.env.servers.ProxiedEnvironment;
import dev.holdfast.env.servers.ServerGroups;
import dev.holdfast.impl.agent.AgentSpec;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An environment whose servers and agents are children of this JVM and whose links run through a
 * proxy inside it; needs neither Docker nor anything installed.
 */
public final class ProcessEnvironment extends ProxiedEnvironment {
    private static final Logger log = LoggerFactory.getLogger(ProcessEnvironment.class);

    private final EmbeddedToxiproxy proxy;
    private final Children children;
    private final Site site;

    private ProcessEnvironment(EmbeddedToxiproxy proxy, Children children, Path directory) {
        this.proxy = proxy;
        this.children = children;
        PortPicker ports =
                new PortPicker(
                        Objects.hash(ProcessHandle.current().pid(), directory.toAbsolutePath()));
        this.site = new Site(proxy.api(), directory, children, ports);
    }

    /**
     * Sweeps what killed runs left behind, then brings {@code spec} up; returns once every server
     * and agent answers and every replica is in step.
     *
     * @throws EnvironmentException if that fails; nothing is left running then
     */
    public static ProcessEnvironment start(EnvironmentSpec spec) {
        requireFolder(spec);
        List<String> swept = LeftoverSweeper.sweep();
        if (!swept.isEmpty()) {
            log.info("ended what a killed run left behind: {}", swept);
        }
        ProcessEnvironment environment =
                new ProcessEnvironment(
                        startProxy(), new Children(clockShim(spec)), spec.directory());
        environment.bringUp(spec);
        return environment;
    }

    /**
     * Why clocks of nodes cannot be moved on this machine: in one line, with what to do. Empty if
     * they can; what it takes is compiled then.
     */
    public static Optional<String> clockObstacle() {
        try {
            Path unused = ClockShim.library(System.getenv().getOrDefault("PATH", ""));
            return Optional.empty();
        } catch (EnvironmentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Without it everything else still works, and who moves a clock learns that he cannot. */
    private static Optional<Path> clockShim(EnvironmentSpec spec) {
        if (!spec.rigging().movesClocks()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ClockShim.library(System.getenv().getOrDefault("PATH", "")));
        } catch (EnvironmentException e) {
            log.warn("no clock can be moved: {}", e.getMessage());
            return Optional.empty();
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

    @Override
    protected void seat(EnvironmentSpec spec, ServerGroups servers) {
        Optional<LocalSentinels> sentinels = LocalSentinels.of(spec.topology(), site);
        for (Service service : spec.topology().services()) {
            servers.add(LocalServers.of(service, site, sentinels, servers));
        }
    }

    @Override
    protected AgentMaker agents(EnvironmentSpec spec) {
        return new AgentMaker() {
            @Override
            public AgentPlace place(String name) {
                return new AgentPlace(
                        new Address("127.0.0.1", site.ports().pick()),
                        spec.directory().resolve(name).resolve(AgentNode.DATA).toString());
            }

            @Override
            public Unstarted make(AgentSpec agent) {
                AgentProcess process =
                        AgentProcess.of(
                                agent,
                                spec.rigging(),
                                spec.classpath(),
                                spec.directory(),
                                children);
                return new Unstarted(process, process::launch);
            }
        };
    }

    @Override
    protected ToxiproxyLink connect(
            String agent, String endpoint, Address upstream, CanaryRequest canary) {
        return ToxiproxyLink.create(proxy.api(), agent, endpoint, upstream, canary);
    }

    @Override
    public String kind() {
        return "processes";
    }

    @Override
    protected List<String> carriers() {
        return List.of(
                "Java " + Runtime.version(),
                "embedded proxy, API of Toxiproxy " + EmbeddedToxiproxy.VERSION);
    }

    /** Ends every process and proxy. */
    @Override
    protected void tearDown() {
        try {
            children.close();
        } finally {
            proxy.close();
            site.close();
        }
    }
}
