package dev.holdfast.env.servers;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Link;
import dev.holdfast.env.node.Await;
import dev.holdfast.env.node.Parallel;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Servers that choose a leader among themselves by majority. */
public final class EnsembleGroup extends ServerGroup {
    private static final Duration QUORUM_LIMIT = Duration.ofSeconds(30);

    private final List<? extends Link> links;

    /**
     * Starts nothing.
     *
     * @param links from each to each other one
     * @param version see {@link #version}; asked when they run
     */
    public EnsembleGroup(
            List<? extends HostedServer> nodes,
            List<? extends Link> links,
            Supplier<String> version) {
        super(nodes, version);
        this.links = List.copyOf(links);
    }

    @Override
    public List<? extends Link> links() {
        return links;
    }

    @Override
    public void start() {
        Parallel.all(
                "start the ensemble",
                nodes().stream().<Runnable>map(node -> node::launchFirst).toList());
        boolean unused =
                Await.until(() -> nodes().stream().allMatch(HostedServer::isServing), QUORUM_LIMIT);
        for (HostedServer node : nodes()) {
            if (!node.isServing()) {
                throw new EnvironmentException(
                        "%s found no quorum within %d s: %s"
                                .formatted(
                                        node.name(),
                                        QUORUM_LIMIT.toSeconds(),
                                        node.server().lastWords()));
            }
        }
    }

    @Override
    public void follow(String node, String primary) {
        HostedServer follower = node(node);
        follower.server().follow(follower, node(primary).server().seat().listen());
    }
}
