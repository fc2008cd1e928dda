package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Link;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.links.JoinedLink;
import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.probe.ZooKeeperProbe;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A ZooKeeper ensemble.
 *
 * <p>Its servers tell each other where they are, so all have to use the same names and ports. Yet
 * each pair needs proxies of its own: node i finds the name of node j in a file of its own, which
 * says 127.a.i.j, and there the proxies listen that lead to node j at 127.a.j.j.
 */
final class ZooKeeperGroup implements ServerGroup {
    private static final Duration QUORUM_LIMIT = Duration.ofSeconds(30);

    private final Site site;
    private final LoopbackBlock block;
    private final ZooKeeperPorts ports;
    private final List<ZooKeeperNode> nodes = new ArrayList<>();
    private final List<JoinedLink> links = new ArrayList<>();

    /** Numbers of candidates without a vote: never those of two open questions. */
    private final AtomicLong candidates = new AtomicLong(1000);

    ZooKeeperGroup(Service service, Site site) {
        this.site = site;
        this.ports =
                new ZooKeeperPorts(site.ports().pick(), site.ports().pick(), site.ports().pick());
        this.block = LoopbackBlock.claim(ports.hashCode());
        int count = service.nodes().size();
        for (int i = 1; i <= count; i++) {
            nodes.add(new ZooKeeperNode(i, service, this, site));
        }
        for (int i = 1; i <= count; i++) {
            for (int j = 1; j <= count; j++) {
                if (i != j) {
                    links.add(link(i, j));
                }
            }
        }
    }

    private JoinedLink link(int i, int j) {
        return new JoinedLink(
                link(i, j, "election", ports.election()),
                List.of(link(i, j, "quorum", ports.quorum())));
    }

    private ToxiproxyLink link(int i, int j, String part, int port) {
        return ToxiproxyLink.create(
                site.proxy(),
                nodes.get(i - 1).name(),
                nodes.get(j - 1).name(),
                part,
                new Address(block.address(i, j), port).toString(),
                new Address(block.address(j, j), port),
                (address, limit) ->
                        ZooKeeperProbe.election(address, candidates.incrementAndGet(), limit));
    }

    ZooKeeperPorts ports() {
        return ports;
    }

    /** How node {@code i} reaches node {@code j}, both from 1: itself directly. */
    String address(int i, int j) {
        return block.address(i, j);
    }

    @Override
    public List<ZooKeeperNode> nodes() {
        return nodes;
    }

    @Override
    public List<? extends Link> links() {
        return links;
    }

    @Override
    public String version() {
        return "ZooKeeper " + ZooKeeperNode.version();
    }

    @Override
    public void start() {
        Parallel.run(nodes.stream().<Runnable>map(node -> node::launch).toList());
        boolean unused =
                Await.until(() -> nodes.stream().allMatch(ZooKeeperNode::isServing), QUORUM_LIMIT);
        for (ZooKeeperNode node : nodes) {
            if (!node.isServing()) {
                throw new EnvironmentException(
                        "%s found no quorum within %d s: %s"
                                .formatted(
                                        node.name(), QUORUM_LIMIT.toSeconds(), node.lastWords(0)));
            }
        }
    }

    @Override
    public Canary canary(Address address, Duration limit) {
        return ZooKeeperProbe.canary(address, limit);
    }

    @Override
    public void close() {
        block.close();
    }

    /** The ports on which every server of the ensemble listens, each at its own address. */
    record ZooKeeperPorts(int client, int quorum, int election) {}
}
