package dev.holdfast.env.servers;

import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.node.Launch;
import dev.holdfast.env.node.NodeFiles;
import dev.holdfast.env.probe.EtcdProbe;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An etcd server. */
public final class EtcdServer extends Server {
    private static final Duration START_LIMIT = Duration.ofSeconds(15);
    private static final Duration QUESTION_LIMIT = Duration.ofSeconds(1);

    /** How long a start waits for a majority, which need not come while others are down. */
    private static final Duration MAJORITY_LIMIT = Duration.ofSeconds(4);

    private final String program;
    private final Peers peers;
    private final Map<String, String> environment;
    private volatile long startedNs;

    /**
     * How a member and the others find each other.
     *
     * @param listen where it listens for them
     * @param outside where this JVM reaches that, past all links
     * @param urls of all members by their names, as all of them are told; its own among them
     * @param token what tells this cluster from every other one
     */
    public record Peers(Address listen, Address outside, Map<String, String> urls, String token) {}

    /**
     * Starts nothing.
     *
     * @param program as its node sees it
     * @param environment variables that it needs
     */
    public EtcdServer(
            String name,
            Service service,
            Seat seat,
            String program,
            Peers peers,
            Map<String, String> environment) {
        super(name, service, seat, "etcd.log");
        this.program = program;
        this.peers = peers;
        this.environment = Map.copyOf(environment);
    }

    @Override
    Launch configure() {
        startedNs = System.nanoTime();
        String client = "http://" + seat().listen();
        List<String> members =
                service().nodes().stream()
                        .map(node -> node + "=" + peers.urls().get(node))
                        .toList();
        return Launch.of(
                        List.of(
                                program,
                                "--name=" + name(),
                                "--data-dir=" + seat().inside(DATA),
                                "--listen-client-urls=" + client,
                                "--advertise-client-urls=" + client,
                                "--listen-peer-urls=http://" + peers.listen(),
                                "--initial-advertise-peer-urls=" + peers.urls().get(name()),
                                "--initial-cluster=" + String.join(",", members),
                                "--initial-cluster-token=" + peers.token(),
                                "--initial-cluster-state=new",
                                "--heartbeat-interval=100",
                                "--election-timeout=1000",
                                "--logger=zap",
                                "--log-outputs=stderr"),
                        log())
                .with(environment);
    }

    /** Its port for clients does not answer before it has found a majority. */
    @Override
    public boolean isReady() {
        boolean waited = System.nanoTime() - startedNs > MAJORITY_LIMIT.toNanos();
        return answers() && (waited || isServing());
    }

    @Override
    public Duration startLimit() {
        return START_LIMIT;
    }

    @Override
    public String lastWords() {
        List<String> lines = printed();
        return lines.stream()
                .filter(line -> line.contains("\"level\":\"fatal\"") || line.contains("panic"))
                .findFirst()
                .orElse(NodeFiles.last(lines));
    }

    @Override
    Canary heartbeat() {
        return EtcdProbe.canary(peers.outside(), HEARTBEAT_LIMIT);
    }

    @Override
    public Canary canary(Address address, Duration limit) {
        return EtcdProbe.canary(address, limit);
    }

    @Override
    public boolean isPrimary() {
        return status().isLeader();
    }

    @Override
    public boolean isServing() {
        return !status().leader().isEmpty();
    }

    private EtcdProbe.Status status() {
        try {
            return EtcdProbe.status(seat().outside(), QUESTION_LIMIT);
        } catch (IOException e) {
            // It does not say anything of itself.
            return new EtcdProbe.Status("", "");
        }
    }

    @Override
    public String version() {
        try {
            return "etcd " + EtcdProbe.version(seat().outside(), QUESTION_LIMIT);
        } catch (IOException e) {
            return "etcd of unknown version";
        }
    }
}
