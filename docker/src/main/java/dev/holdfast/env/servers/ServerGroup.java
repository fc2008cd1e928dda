package dev.holdfast.env.servers;

import dev.holdfast.env.Link;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.impl.topology.Address;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The servers of one service, the links between them, and how they are started together. Made and
 * started by one thread; afterwards safe for several.
 */
public abstract class ServerGroup {
    private final List<? extends HostedServer> nodes;
    private final Supplier<String> version;

    ServerGroup(List<? extends HostedServer> nodes, Supplier<String> version) {
        this.nodes = List.copyOf(nodes);
        this.version = version;
    }

    /** Its servers, in the order of {@link dev.holdfast.impl.topology.Service#nodes}. */
    public final List<? extends HostedServer> nodes() {
        return nodes;
    }

    final HostedServer node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
    }

    /** The links from each of its servers to each other one. */
    public abstract List<? extends Link> links();

    /** Which server this is, with its version and where it is from. */
    public final String version() {
        return version.get();
    }

    /** Whether it starts when the other services do their work. */
    public boolean startsLast() {
        return false;
    }

    /** Starts all servers; returns once the service does its work. */
    public abstract void start();

    /** What a client's harmless request over this address meets. */
    public final Canary canary(Address address, Duration limit) {
        return nodes.get(0).server().canary(address, limit);
    }

    /** Makes this server the primary. */
    public void promote(String node) {
        node(node).server().promote();
    }

    /** Makes {@code node} a replica of {@code primary}, through their link. */
    public abstract void follow(String node, String primary);
}
