package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Link;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Service;
import java.time.Duration;
import java.util.List;

/**
 * The servers of one service: how those of one kind are found, wired to each other and started. A
 * further kind of server is one such class and one of {@link ServerProcess}.
 *
 * <p>Made and started by one thread; afterwards safe for several.
 */
interface ServerGroup extends AutoCloseable {

    /**
     * The group for this service, not yet started.
     *
     * @throws EnvironmentException if the server's program is not there, saying how to get it
     */
    static ServerGroup of(Service service, Site site) {
        return switch (service.kind()) {
            case REDIS -> new RedisGroup(service, site);
            case ZOOKEEPER -> new ZooKeeperGroup(service, site);
            case ETCD -> new EtcdGroup(service, site);
            case POSTGRES -> new PostgresGroup(service, site);
        };
    }

    /** Its servers, in the order of {@link Service#nodes}. */
    List<? extends ServerProcess> nodes();

    /** The links from each of its servers to each other one. */
    List<? extends Link> links();

    /** Which server this is, with its version. */
    String version();

    /** Starts all servers; returns once the service does its work. */
    void start();

    /** What a client's harmless request over this address meets. */
    Canary canary(Address address, Duration limit);

    /** Makes this server the primary. */
    default void promote(String node) {
        throw new EnvironmentException(
                "cannot promote " + node + ": its service chooses its leader itself");
    }

    /** Makes {@code node} a replica of {@code primary}, through their link. */
    default void follow(String node, String primary) {
        throw new EnvironmentException(
                "cannot make " + node + " follow: its service chooses its leader itself");
    }

    /** Gives up what is neither process nor link. */
    @Override
    default void close() {}
}
