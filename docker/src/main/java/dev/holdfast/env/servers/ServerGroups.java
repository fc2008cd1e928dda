package dev.holdfast.env.servers;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Link;
import dev.holdfast.env.ServerNode;
import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.node.Parallel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All servers of an environment, by their services. Safe for several threads once started. */
public final class ServerGroups {
    private static final Logger log = LoggerFactory.getLogger(ServerGroups.class);

    private final List<ServerGroup> groups = new CopyOnWriteArrayList<>();

    /** One more service, not yet started. */
    public void add(ServerGroup group) {
        groups.add(group);
    }

    /**
     * Starts the services, all at once where none needs another; returns when all do their work.
     */
    public void start() {
        for (boolean last : new boolean[] {false, true}) {
            Parallel.all(
                    "start the servers",
                    groups.stream()
                            .filter(group -> group.startsLast() == last)
                            .<Runnable>map(group -> group::start)
                            .toList());
        }
    }

    /** The servers, in the order in which their services were added. */
    public List<ServerNode> nodes() {
        return groups.stream().<ServerNode>flatMap(group -> group.nodes().stream()).toList();
    }

    /**
     * Once all have ended: some servers lay out a hundred megabytes before they keep anything. What
     * they printed stays, and so does what cannot be deleted.
     */
    void deleteData() {
        for (ServerGroup group : groups) {
            for (HostedServer node : group.nodes()) {
                try {
                    node.server().deleteData();
                } catch (EnvironmentException e) {
                    log.warn("{} leaves its data: {}", node.name(), e.getMessage());
                }
            }
        }
    }

    /** The servers that sentinels watch. */
    public List<HostedServer> watched() {
        return groups.stream()
                .<HostedServer>flatMap(group -> group.nodes().stream())
                .filter(node -> node.server().announced().isPresent())
                .toList();
    }

    /** The links among servers. */
    public List<Link> links() {
        return groups.stream().<Link>flatMap(group -> group.links().stream()).toList();
    }

    /** What runs, with versions, each once. */
    public List<String> versions() {
        return groups.stream().map(ServerGroup::version).distinct().toList();
    }

    /**
     * The service that a server belongs to.
     *
     * @throws IllegalArgumentException if there is no such server
     */
    public ServerGroup of(String server) {
        for (ServerGroup group : groups) {
            if (group.nodes().stream().anyMatch(node -> node.name().equals(server))) {
                return group;
            }
        }
        throw new IllegalArgumentException("no server node " + server);
    }

    /** The server of this name. @throws IllegalArgumentException if there is none */
    public Server server(String name) {
        return of(name).node(name).server();
    }

    /** See {@link dev.holdfast.env.Environment#promote}; the links are those of the agents. */
    public void promote(String node, List<ToxiproxyLink> links) {
        of(node).promote(node);
        links.forEach(link -> link.lead(server(node).seat().listen()));
    }
}
