package dev.holdfast.env.containers;

import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.node.Jvm;
import dev.holdfast.env.probe.HazelcastProbe;
import dev.holdfast.env.servers.EnsembleGroup;
import dev.holdfast.env.servers.HazelcastServer;
import dev.holdfast.env.servers.ServerGroup;
import dev.holdfast.impl.topology.Service;
import java.util.ArrayList;
import java.util.List;

/** How a Hazelcast cluster is seated in containers; see {@link ContainerServers}. */
final class ContainerHazelcast {
    private final Service service;
    private final Site site;
    private final List<ContainerSeat> seats;

    private ContainerHazelcast(Service service, Site site) {
        this.service = service;
        this.site = site;
        this.seats =
                service.nodes().stream()
                        .map(name -> site.seat(name, site.gate().meeting()))
                        .toList();
    }

    static ServerGroup of(Service service, Site site) {
        return new ContainerHazelcast(service, site).group();
    }

    private ServerGroup group() {
        MountedClasspath classpath = MountedClasspath.with(List.of());
        Jvm jvm = classpath.jvm();
        List<ServerContainer> nodes = new ArrayList<>();
        List<Integer> ports = seats.stream().map(seat -> seat.listen().port()).toList();
        List<ToxiproxyLink> links = new ArrayList<>();
        for (int i = 1; i <= seats.size(); i++) {
            ContainerSeat seat = seats.get(i - 1);
            HazelcastServer server =
                    new HazelcastServer(i, service, seat, ports, site.hosts(seats, i), jvm);
            nodes.add(new ServerContainer(server, seat, Sight.of(classpath), site));
            for (int j = 1; j <= seats.size(); j++) {
                if (i != j) {
                    links.add(link(i, j));
                }
            }
        }
        return new EnsembleGroup(nodes, links, () -> ContainerServers.version(nodes));
    }

    private String ip(int i) {
        return seats.get(i - 1).listen().host();
    }

    private ToxiproxyLink link(int i, int j) {
        return site.gate()
                .link(
                        service.nodes().get(i - 1),
                        ip(i),
                        service.nodes().get(j - 1),
                        "",
                        seats.get(j - 1).listen(),
                        HazelcastProbe::canary);
    }
}
