package dev.holdfast.env.processes;

import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.probe.EtcdProbe;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An etcd server of our own on 127.0.0.1. */
final class EtcdNode extends ServerProcess {
    private static final Duration START_LIMIT = Duration.ofSeconds(15);
    private static final Duration QUESTION_LIMIT = Duration.ofSeconds(1);

    /** How long a start waits for a majority, which need not come while others are down. */
    private static final Duration MAJORITY_LIMIT = Duration.ofSeconds(4);

    private final EtcdGroup group;
    private final int clientPort;
    private final int peerPort;
    private @Nullable Address router;
    private volatile long startedNs;

    EtcdNode(String name, Service service, EtcdGroup group, Site site) {
        super(name, service, group, site);
        this.group = group;
        this.clientPort = site.ports().pick();
        this.peerPort = site.ports().pick();
    }

    /** Says where it dials its peers; before the first start. */
    void dialThrough(Address socks) {
        router = socks;
    }

    @Override
    ProcessBuilder command() {
        startedNs = System.nanoTime();
        String client = "http://" + address();
        List<String> command =
                List.of(
                        group.program().toString(),
                        "--name=" + name(),
                        "--data-dir=" + data(),
                        "--listen-client-urls=" + client,
                        "--advertise-client-urls=" + client,
                        "--listen-peer-urls=http://" + peerAddress(),
                        "--initial-advertise-peer-urls=" + EtcdGroup.url(this),
                        "--initial-cluster=" + group.members(),
                        "--initial-cluster-token=" + group.token(),
                        "--initial-cluster-state=new",
                        "--heartbeat-interval=100",
                        "--election-timeout=1000",
                        "--logger=zap",
                        "--log-outputs=stderr");
        ProcessBuilder builder = logging(command);
        Map<String, String> environment = builder.environment();
        // What the user's shell says about proxies is not meant for this.
        environment.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        environment.keySet().removeIf(name -> name.startsWith("ETCD_"));
        environment.put("HTTP_PROXY", "socks5://" + router);
        return builder;
    }

    @Override
    Path log() {
        return directory().resolve("etcd.log");
    }

    /** Its port for clients does not answer before it has found a majority. */
    @Override
    boolean isReady() {
        boolean waited = System.nanoTime() - startedNs > MAJORITY_LIMIT.toNanos();
        return answers() && (waited || isServing());
    }

    @Override
    Duration startLimit() {
        return START_LIMIT;
    }

    @Override
    String lastWords(long offset) {
        List<String> lines = linesFrom(log(), offset);
        return lines.stream()
                .filter(line -> line.contains("\"level\":\"fatal\"") || line.contains("panic"))
                .findFirst()
                .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    }

    @Override
    Address address() {
        return new Address("127.0.0.1", clientPort);
    }

    /** Where it listens for its peers. */
    Address peerAddress() {
        return new Address("127.0.0.1", peerPort);
    }

    @Override
    Canary heartbeat() {
        return EtcdProbe.canary(peerAddress(), HEARTBEAT_LIMIT);
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
            return isAlive()
                    ? EtcdProbe.status(address(), QUESTION_LIMIT)
                    : new EtcdProbe.Status("", "");
        } catch (IOException e) {
            // It does not say anything of itself.
            return new EtcdProbe.Status("", "");
        }
    }
}
