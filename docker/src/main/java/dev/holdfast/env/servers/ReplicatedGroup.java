package dev.holdfast.env.servers;

import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.node.Parallel;
import dev.holdfast.impl.topology.Address;
import java.util.List;
import java.util.function.Supplier;

/** One server, or a primary with asynchronous replicas behind it. */
public final class ReplicatedGroup extends ServerGroup {
    private final List<ToxiproxyLink> links;

    /**
     * Starts nothing.
     *
     * @param nodes the first primary first
     * @param links from each to each other one
     * @param version see {@link #version}; asked when they run
     */
    public ReplicatedGroup(
            List<? extends HostedServer> nodes,
            List<ToxiproxyLink> links,
            Supplier<String> version) {
        super(nodes, version);
        this.links = List.copyOf(links);
    }

    @Override
    public List<ToxiproxyLink> links() {
        return links;
    }

    @Override
    public void start() {
        HostedServer primary = nodes().get(0);
        List<? extends HostedServer> replicas = nodes().subList(1, nodes().size());
        primary.launchFirst();
        lead();
        replicas.forEach(replica -> follow(replica.name(), primary.name()));
        Parallel.all(
                "start the replicas",
                replicas.stream().<Runnable>map(node -> node::launchFirst).toList());
        lead();
        replicas.forEach(replica -> replica.server().awaitSync());
    }

    /** A server that found its port taken has another one now. */
    private void lead() {
        links.forEach(link -> link.lead(node(link.to()).server().seat().listen()));
    }

    @Override
    public void follow(String node, String primary) {
        for (ToxiproxyLink link : links) {
            if (link.from().equals(node) && link.to().equals(primary)) {
                HostedServer follower = node(node);
                Address called = node(primary).server().announced().orElse(link.near());
                follower.server().follow(follower, called);
                return;
            }
        }
        throw new IllegalArgumentException("no link " + node + "->" + primary);
    }
}
