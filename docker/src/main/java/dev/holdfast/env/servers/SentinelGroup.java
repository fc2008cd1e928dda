package dev.holdfast.env.servers;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.node.Await;
import dev.holdfast.env.node.Parallel;
import dev.holdfast.impl.topology.Address;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Sentinels, and their links to each other and to the servers that they watch. */
public final class SentinelGroup extends ServerGroup {
    private static final Duration SIGHT_LIMIT = Duration.ofSeconds(30);

    private final List<? extends HostedServer> watched;
    private final List<ToxiproxyLink> links;

    /**
     * Starts nothing.
     *
     * @param watched the servers that they watch
     * @param links from each sentinel to each other one and to each server that is watched
     * @param version see {@link #version}; asked when they run
     */
    public SentinelGroup(
            List<? extends HostedServer> nodes,
            List<? extends HostedServer> watched,
            List<ToxiproxyLink> links,
            Supplier<String> version) {
        super(nodes, version);
        this.watched = List.copyOf(watched);
        this.links = List.copyOf(links);
    }

    @Override
    public List<ToxiproxyLink> links() {
        return links;
    }

    /** A sentinel that finds no primary would have one made. */
    @Override
    public boolean startsLast() {
        return true;
    }

    @Override
    public void start() {
        lead();
        Parallel.all(
                "start the sentinels",
                nodes().stream().<Runnable>map(node -> node::launchFirst).toList());
        lead();
        boolean unused =
                Await.until(() -> sentinels().allMatch(SentinelServer::seesAll), SIGHT_LIMIT);
        sentinels()
                .filter(sentinel -> !sentinel.seesAll())
                .findFirst()
                .ifPresent(
                        sentinel -> {
                            throw new EnvironmentException(
                                    "%s does not see all servers within %d s: %s"
                                            .formatted(
                                                    sentinel.name(),
                                                    SIGHT_LIMIT.toSeconds(),
                                                    sentinel.lastWords()));
                        });
    }

    private Stream<SentinelServer> sentinels() {
        return nodes().stream().map(node -> (SentinelServer) node.server());
    }

    /** A server that found its port taken has another one now. */
    private void lead() {
        links.forEach(link -> link.lead(place(link.to())));
    }

    private Address place(String node) {
        return Stream.concat(nodes().stream(), watched.stream())
                .filter(server -> server.name().equals(node))
                .findFirst()
                .orElseThrow()
                .server()
                .seat()
                .listen();
    }

    @Override
    public void follow(String node, String primary) {
        HostedServer follower = node(node);
        follower.server().follow(follower, node(primary).server().seat().listen());
    }
}
