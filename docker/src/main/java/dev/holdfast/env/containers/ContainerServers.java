package dev.holdfast.env.containers;

import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.servers.PostgresServer;
import dev.holdfast.env.servers.RedisServer;
import dev.holdfast.env.servers.ReplicatedGroup;
import dev.holdfast.env.servers.Server;
import dev.holdfast.env.servers.ServerGroup;
import dev.holdfast.env.servers.ServerGroups;
import dev.holdfast.impl.topology.ServerKind;
import dev.holdfast.impl.topology.Service;
import dev.holdfast.impl.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How servers of each kind are seated in containers.
 *
 * <p>Members of an ensemble tell each other where they are, so all have to know one by the same
 * name and port. The name means the member itself where it runs, and the proxy everywhere else; the
 * proxy's packet filter leads a connection into the link of the node that it comes from.
 */
final class ContainerServers {
    private static final int REDIS = 6379;
    private static final int POSTGRES = 5432;

    private final Service service;
    private final Site site;

    private ContainerServers(Service service, Site site) {
        this.service = service;
        this.site = site;
    }

    /**
     * The servers of this service, not yet started.
     *
     * @param before the services that come before it
     */
    static ServerGroup of(
            Service service, Site site, ContainerSentinels sentinels, ServerGroups before) {
        ContainerServers servers = new ContainerServers(service, site);
        return switch (service.kind()) {
            case REDIS ->
                    sentinels.isWatched(service)
                            ? servers.watched(sentinels)
                            : servers.replicated(
                                    REDIS,
                                    (name, seat) ->
                                            new RedisServer(name, service, seat, "redis-server"));
            case SENTINEL -> sentinels.group(service, before.watched());
            case POSTGRES -> {
                ContainerPostgres programs = new ContainerPostgres(site.containers().isRoot());
                yield servers.replicated(
                        POSTGRES,
                        (name, seat) -> new PostgresServer(name, service, seat, programs));
            }
            case ZOOKEEPER -> ContainerZooKeeper.of(service, site);
            case HAZELCAST -> ContainerHazelcast.of(service, site);
            case ETCD -> ContainerEtcd.of(service, site);
            case KAFKA -> ContainerKafka.of(service, site);
        };
    }

    /** How many ports of the proxy they need, beside those of agents' links. */
    static int ports(Service service, Topology topology) {
        if (service.kind() == ServerKind.SENTINEL) {
            int watched =
                    topology.services().stream()
                            .filter(topology::isWatched)
                            .mapToInt(s -> s.nodes().size())
                            .sum();
            return service.nodes().size() * (service.nodes().size() + watched);
        }
        int nodes = service.nodes().size();
        int pairs = nodes * (nodes - 1);
        ServerKind kind = service.kind();
        return (kind == ServerKind.ETCD ? 2 : 1) * nodes
                + (kind == ServerKind.ZOOKEEPER ? 2 : 1) * pairs;
    }

    private ServerGroup replicated(int port, BiFunction<String, ContainerSeat, Server> kind) {
        return replicated(
                name -> site.seat(name, port),
                kind,
                (from, to) ->
                        site.gate().link(from.name(), to.name(), to.seat().listen(), to::canary));
    }

    private ServerGroup watched(ContainerSentinels sentinels) {
        return replicated(
                sentinels::seat,
                (name, seat) ->
                        new RedisServer(
                                name,
                                service,
                                seat,
                                "redis-server",
                                Optional.of(sentinels.place(seat))),
                sentinels::link);
    }

    private ServerGroup replicated(
            Function<String, ContainerSeat> seats,
            BiFunction<String, ContainerSeat, Server> kind,
            BiFunction<Server, Server, ToxiproxyLink> linking) {
        List<ServerContainer> nodes = new ArrayList<>();
        for (String name : service.nodes()) {
            ContainerSeat seat = seats.apply(name);
            nodes.add(new ServerContainer(kind.apply(name, seat), seat, Sight.NOTHING, site));
        }
        List<ToxiproxyLink> links = new ArrayList<>();
        for (ServerContainer from : nodes) {
            for (ServerContainer to : nodes) {
                if (from != to) {
                    links.add(linking.apply(from.server(), to.server()));
                }
            }
        }
        return new ReplicatedGroup(nodes, links, () -> version(nodes));
    }

    static String version(List<ServerContainer> nodes) {
        return nodes.get(0).server().version() + " (container)";
    }
}
