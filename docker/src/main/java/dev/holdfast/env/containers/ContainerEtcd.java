package dev.holdfast.env.containers;

import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.probe.EtcdProbe;
import dev.holdfast.env.servers.EnsembleGroup;
import dev.holdfast.env.servers.EtcdServer;
import dev.holdfast.env.servers.ServerGroup;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How an etcd cluster is seated in containers; see {@link ContainerServers}. */
final class ContainerEtcd {
    private static final int PORT = 2379;

    private final Service service;
    private final Site site;

    /** Where each member listens for the others. */
    private final Map<String, Address> peers = new LinkedHashMap<>();

    private final Map<String, String> urls = new HashMap<>();

    private ContainerEtcd(Service service, Site site) {
        this.service = service;
        this.site = site;
    }

    static ServerGroup of(Service service, Site site) {
        return new ContainerEtcd(service, site).group();
    }

    private ServerGroup group() {
        List<ContainerSeat> seats =
                service.nodes().stream().map(name -> site.seat(name, PORT)).toList();
        for (int i = 0; i < seats.size(); i++) {
            String name = service.nodes().get(i);
            Address peer = new Address(seats.get(i).listen().host(), site.gate().meeting());
            peers.put(name, peer);
            urls.put(name, "http://" + name + ":" + peer.port());
        }
        List<ServerContainer> nodes = new ArrayList<>();
        List<ToxiproxyLink> links = new ArrayList<>();
        for (int i = 0; i < seats.size(); i++) {
            String from = service.nodes().get(i);
            nodes.add(node(from, seats.get(i)));
            for (String to : service.nodes()) {
                if (!from.equals(to)) {
                    links.add(link(from, to));
                }
            }
        }
        return new EnsembleGroup(nodes, links, () -> ContainerServers.version(nodes));
    }

    private ToxiproxyLink link(String from, String to) {
        Address source = peer(from);
        return site.gate().link(from, source.host(), to, "", peer(to), EtcdProbe::canary);
    }

    private Address peer(String name) {
        return Objects.requireNonNull(peers.get(name));
    }

    private ServerContainer node(String name, ContainerSeat seat) {
        Map<String, String> hosts = new HashMap<>();
        for (String other : service.nodes()) {
            hosts.put(other, other.equals(name) ? peer(name).host() : site.gate().ip());
        }
        Address outside = site.gate().open(name + "_peer", peer(name));
        String token = "holdfast-" + peer(service.nodes().get(0));
        EtcdServer server =
                new EtcdServer(
                        name,
                        service,
                        seat,
                        "etcd",
                        new EtcdServer.Peers(peer(name), outside, urls, token),
                        Map.of());
        return new ServerContainer(server, seat, Sight.of(hosts), site);
    }
}
