package dev.holdfast.env.containers;

import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.servers.CommonAddress;
import dev.holdfast.env.servers.HostedServer;
import dev.holdfast.env.servers.SentinelGroup;
import dev.holdfast.env.servers.SentinelServer;
import dev.holdfast.env.servers.Server;
import dev.holdfast.env.servers.ServerGroup;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Service;
import dev.holdfast.impl.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How sentinels and what they watch know each other in containers: by a port of the proxy each,
 * whose packet filter leads a connection into the link of the node that it comes from.
 */
final class ContainerSentinels {
    private final Topology topology;
    private final Site site;
    private final Map<String, ContainerSeat> seats = new HashMap<>();

    ContainerSentinels(Topology topology, Site site) {
        this.topology = topology;
        this.site = site;
    }

    boolean isWatched(Service service) {
        return topology.isWatched(service);
    }

    /** A place for a sentinel, or for a server that they watch. */
    ContainerSeat seat(String node) {
        ContainerSeat seat = site.seat(node, site.gate().meeting());
        seats.put(node, seat);
        return seat;
    }

    /** How the one in this place is known. */
    CommonAddress place(ContainerSeat seat) {
        return new CommonAddress(
                new Address(site.gate().ip(), seat.listen().port()), seat.listen().host());
    }

    /** Where calls of one of them to another one go. */
    ToxiproxyLink link(Server from, Server to) {
        return site.gate()
                .link(
                        from.name(),
                        from.seat().listen().host(),
                        to.name(),
                        "",
                        to.seat().listen(),
                        to::canary);
    }

    /** The sentinels themselves, not yet started; what they watch has its places already. */
    ServerGroup group(Service service, List<HostedServer> watched) {
        service.nodes().forEach(this::seat);
        Map<String, CommonAddress> places = new HashMap<>();
        seats.forEach((node, seat) -> places.put(node, place(seat)));
        SentinelServer.Watch watch =
                new SentinelServer.Watch(
                        topology.services().stream().filter(topology::isWatched).toList(), places);
        List<ServerContainer> nodes = new ArrayList<>();
        for (String name : service.nodes()) {
            ContainerSeat seat = Optional.ofNullable(seats.get(name)).orElseThrow();
            nodes.add(
                    new ServerContainer(
                            new SentinelServer(name, service, seat, watch, "redis-server"),
                            seat,
                            Sight.NOTHING,
                            site));
        }
        List<ToxiproxyLink> links = new ArrayList<>();
        for (ServerContainer from : nodes) {
            for (ServerContainer to : nodes) {
                if (from != to) {
                    links.add(link(from.server(), to.server()));
                }
            }
            watched.forEach(to -> links.add(link(from.server(), to.server())));
        }
        return new SentinelGroup(nodes, watched, links, () -> ContainerServers.version(nodes));
    }
}
