package dev.holdfast.env.containers;

import dev.holdfast.env.links.JoinedLink;
import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.node.Jvm;
import dev.holdfast.env.probe.ZooKeeperProbe;
import dev.holdfast.env.servers.EnsembleGroup;
import dev.holdfast.env.servers.ServerGroup;
import dev.holdfast.env.servers.ZooKeeperServer;
import dev.holdfast.env.servers.ZooKeeperServer.Ports;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** How a ZooKeeper ensemble is seated in containers; see {@link ContainerServers}. */
final class ContainerZooKeeper {
    private static final int PORT = 2181;

    private final Service service;
    private final Site site;
    private final List<ContainerSeat> seats;
    private final List<Ports> ports;

    /** Numbers of candidates without a vote: never those of two open questions. */
    private final AtomicLong candidates = new AtomicLong(1000);

    private ContainerZooKeeper(Service service, Site site) {
        this.service = service;
        this.site = site;
        this.seats = service.nodes().stream().map(name -> site.seat(name, PORT)).toList();
        this.ports =
                seats.stream()
                        .map(seat -> new Ports(PORT, site.gate().meeting(), site.gate().meeting()))
                        .toList();
    }

    static ServerGroup of(Service service, Site site) {
        return new ContainerZooKeeper(service, site).group();
    }

    private ServerGroup group() {
        MountedClasspath classpath = MountedClasspath.with(List.of());
        Jvm jvm = classpath.jvm();
        List<ServerContainer> nodes = new ArrayList<>();
        List<JoinedLink> links = new ArrayList<>();
        for (int i = 1; i <= seats.size(); i++) {
            ContainerSeat seat = seats.get(i - 1);
            ZooKeeperServer server =
                    new ZooKeeperServer(i, service, seat, ports, site.hosts(seats, i), jvm);
            nodes.add(new ServerContainer(server, seat, Sight.of(classpath), site));
            for (int j = 1; j <= seats.size(); j++) {
                if (i != j) {
                    links.add(
                            new JoinedLink(
                                    link(i, j, "election", ports.get(j - 1).election()),
                                    List.of(link(i, j, "quorum", ports.get(j - 1).quorum()))));
                }
            }
        }
        return new EnsembleGroup(nodes, links, () -> ContainerServers.version(nodes));
    }

    private String ip(int i) {
        return seats.get(i - 1).listen().host();
    }

    private ToxiproxyLink link(int i, int j, String part, int port) {
        return site.gate()
                .link(
                        service.nodes().get(i - 1),
                        ip(i),
                        service.nodes().get(j - 1),
                        part,
                        new Address(ip(j), port),
                        (address, limit) ->
                                ZooKeeperProbe.election(
                                        address, candidates.incrementAndGet(), limit));
    }
}
