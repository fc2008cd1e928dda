package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
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

/**
 * How an etcd cluster is seated on this machine.
 *
 * <p>The address of a member is part of what all agree on, so every member uses the same one for
 * it. Yet each pair needs a proxy of its own: each member dials through a {@link SocksRouter} of
 * its own, which leads into its links. Go takes no proxy for the name {@code localhost}, but one
 * for {@code localhost.}, which is the same.
 */
final class LocalEtcd {
    private static final String NAME = "etcd";
    private static final String HOST = "localhost.";

    private LocalEtcd() {}

    static ServerGroup of(Service service, Site site) {
        String program = program();
        Map<String, Address> peers = new LinkedHashMap<>();
        Map<String, String> urls = new HashMap<>();
        for (String name : service.nodes()) {
            Address peer = new Address("127.0.0.1", site.ports().pick());
            peers.put(name, peer);
            urls.put(name, "http://" + HOST + ":" + peer.port());
        }
        String token = "holdfast-" + peers.values().iterator().next().port();
        List<ServerProcess> nodes = new ArrayList<>();
        List<ToxiproxyLink> links = new ArrayList<>();
        peers.forEach(
                (name, peer) -> {
                    Address router = router(name, peers, links, site);
                    LocalSeat seat = site.seat(name);
                    EtcdServer server =
                            new EtcdServer(
                                    name,
                                    service,
                                    seat,
                                    program,
                                    new EtcdServer.Peers(peer, peer, urls, token),
                                    Map.of("HTTP_PROXY", "socks5://" + router));
                    nodes.add(new ServerProcess(server, seat, site));
                });
        return new EnsembleGroup(nodes, links, () -> nodes.get(0).server().version() + " (PATH)");
    }

    private static String program() {
        return ProgramPath.find(NAME, System.getenv("PATH"))
                .orElseThrow(
                        () ->
                                new EnvironmentException(
                                        "no etcd on the PATH; install etcd 3.4 or later"
                                                + " (Debian: apt-get install etcd-server,"
                                                + " macOS: brew install etcd)"))
                .toString();
    }

    /** Where {@code from} dials the others: through its links, which are added. */
    private static Address router(
            String from, Map<String, Address> peers, List<ToxiproxyLink> links, Site site) {
        Map<Integer, Address> routes = new HashMap<>();
        peers.forEach(
                (to, peer) -> {
                    if (!from.equals(to)) {
                        ToxiproxyLink link =
                                ToxiproxyLink.create(
                                        site.proxy(), from, to, peer, EtcdProbe::canary);
                        links.add(link);
                        routes.put(peer.port(), link.near());
                    }
                });
        return site.keep(SocksRouter.start(routes)).address();
    }
}
