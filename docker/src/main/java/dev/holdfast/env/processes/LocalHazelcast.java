package dev.holdfast.env.processes;

import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.node.Jvm;
import dev.holdfast.env.probe.HazelcastProbe;
import dev.holdfast.env.servers.EnsembleGroup;
import dev.holdfast.env.servers.HazelcastServer;
import dev.holdfast.env.servers.ServerGroup;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a Hazelcast cluster is seated on this machine.
 *
 * <p>Its servers tell each other where they are, so all have to use the same names and ports. Yet
 * each pair needs proxies of its own: node i finds the name of node j in a file of its own, which
 * says 127.a.i.j, and there the proxies listen that lead to node j at 127.a.j.j.
 */
final class LocalHazelcast {
    private final Service service;
    private final Site site;
    private final int port;
    private final LoopbackBlock block;

    private LocalHazelcast(Service service, Site site) {
        this.service = service;
        this.site = site;
        this.port = site.ports().pick();
        this.block = site.keep(LoopbackBlock.claim(port));
    }

    static ServerGroup of(Service service, Site site) {
        return new LocalHazelcast(service, site).group();
    }

    private ServerGroup group() {
        int count = service.nodes().size();
        List<ServerProcess> nodes = new ArrayList<>();
        List<ToxiproxyLink> links = new ArrayList<>();
        Jvm jvm = LocalJvm.with(List.of());
        for (int i = 1; i <= count; i++) {
            nodes.add(node(i, jvm));
            for (int j = 1; j <= count; j++) {
                if (i != j) {
                    links.add(link(i, j));
                }
            }
        }
        return new EnsembleGroup(nodes, links, nodes.get(0).server()::version);
    }

    private ServerProcess node(int i, Jvm jvm) {
        Address self = new Address(block.address(i, i), port);
        LocalSeat seat = site.seat(service.nodes().get(i - 1), self);
        int count = service.nodes().size();
        return new ServerProcess(
                new HazelcastServer(
                        i,
                        service,
                        seat,
                        Collections.nCopies(count, port),
                        block.hosts(i, count),
                        jvm),
                seat,
                site);
    }

    private ToxiproxyLink link(int i, int j) {
        return ToxiproxyLink.create(
                site.proxy(),
                service.nodes().get(i - 1),
                service.nodes().get(j - 1),
                "",
                new Address(block.address(i, j), port).toString(),
                new Address(block.address(j, j), port),
                HazelcastProbe::canary);
    }
}
