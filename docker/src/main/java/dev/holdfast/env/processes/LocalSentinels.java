package dev.holdfast.env.processes;

import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.servers.CommonAddress;
import dev.holdfast.env.servers.HostedServer;
import dev.holdfast.env.servers.SentinelGroup;
import dev.holdfast.env.servers.SentinelServer;
import dev.holdfast.env.servers.Server;
import dev.holdfast.env.servers.ServerGroup;
import dev.holdfast.impl.topology.ServerKind;
import dev.holdfast.impl.topology.Service;
import dev.holdfast.impl.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How sentinels and what they watch know each other on this machine: by the addresses of {@link
 * Crossroads}, from where every pair has a link of its own.
 */
final class LocalSentinels {
    private final Topology topology;
    private final Site site;
    private final Crossroads crossroads;
    private final Map<String, CommonAddress> places = new HashMap<>();

    private LocalSentinels(Topology topology, Site site, List<String> nodes) {
        this.topology = topology;
        this.site = site;
        this.crossroads = site.keep(new Crossroads(nodes, site.ports()));
        for (String node : nodes) {
            places.put(node, new CommonAddress(crossroads.address(node), crossroads.host(node)));
        }
    }

    /** Empty if there are no sentinels. */
    static Optional<LocalSentinels> of(Topology topology, Site site) {
        List<String> nodes =
                topology.services().stream()
                        .filter(s -> s.kind() == ServerKind.SENTINEL || topology.isWatched(s))
                        .flatMap(service -> service.nodes().stream())
                        .toList();
        return nodes.isEmpty()
                ? Optional.empty()
                : Optional.of(new LocalSentinels(topology, site, nodes));
    }

    /** How this server is known; empty if no sentinel watches it. */
    Optional<CommonAddress> place(String node) {
        return Optional.ofNullable(places.get(node));
    }

    /** Where calls of one of them to another one go. */
    ToxiproxyLink link(Server from, Server to) {
        ToxiproxyLink link =
                ToxiproxyLink.create(
                        site.proxy(), from.name(), to.name(), to.seat().listen(), to::canary);
        crossroads.lead(from.name(), to.name(), link.near());
        return link;
    }

    /** The sentinels themselves, not yet started. */
    ServerGroup group(Service service, List<HostedServer> watched) {
        RedisBinary binary = RedisBinary.find();
        SentinelServer.Watch watch =
                new SentinelServer.Watch(
                        topology.services().stream().filter(topology::isWatched).toList(), places);
        List<ServerProcess> nodes = new ArrayList<>();
        for (String name : service.nodes()) {
            LocalSeat seat = site.seat(name);
            nodes.add(
                    new ServerProcess(
                            new SentinelServer(
                                    name, service, seat, watch, binary.file().toString()),
                            seat,
                            site));
        }
        List<ToxiproxyLink> links = new ArrayList<>();
        for (ServerProcess from : nodes) {
            for (ServerProcess to : nodes) {
                if (from != to) {
                    links.add(link(from.server(), to.server()));
                }
            }
            watched.forEach(to -> links.add(link(from.server(), to.server())));
        }
        return new SentinelGroup(nodes, watched, links, binary::description);
    }
}
