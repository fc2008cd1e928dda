package dev.holdfast.env.processes;

import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.servers.PostgresServer;
import dev.holdfast.env.servers.RedisServer;
import dev.holdfast.env.servers.ReplicatedGroup;
import dev.holdfast.env.servers.Server;
import dev.holdfast.env.servers.ServerGroup;
import dev.holdfast.env.servers.ServerGroups;
import dev.holdfast.impl.topology.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** How servers of each kind are found and seated on this machine. */
final class LocalServers {
    private LocalServers() {}

    /**
     * The servers of this service, not yet started.
     *
     * @param sentinels how sentinels of this environment know others; empty if there are none
     * @param before the services that come before it
     * @throws dev.holdfast.env.EnvironmentException if the server's program is not there, saying
     *     how to get it
     */
    static ServerGroup of(
            Service service, Site site, Optional<LocalSentinels> sentinels, ServerGroups before) {
        return switch (service.kind()) {
            case REDIS -> redis(service, site, sentinels);
            case SENTINEL -> sentinels.orElseThrow().group(service, before.watched());
            case ZOOKEEPER -> LocalZooKeeper.of(service, site);
            case HAZELCAST -> LocalHazelcast.of(service, site);
            case ETCD -> LocalEtcd.of(service, site);
            case POSTGRES -> postgres(service, site);
            case KAFKA -> LocalKafka.of(service, site);
        };
    }

    private static ServerGroup redis(
            Service service, Site site, Optional<LocalSentinels> sentinels) {
        RedisBinary binary = RedisBinary.find();
        BiFunction<Server, Server, ToxiproxyLink> linking =
                sentinels
                        .filter(s -> s.place(service.nodes().get(0)).isPresent())
                        .<BiFunction<Server, Server, ToxiproxyLink>>map(s -> s::link)
                        .orElse(plain(site));
        return replicated(
                service,
                site,
                (name, seat) ->
                        new RedisServer(
                                name,
                                service,
                                seat,
                                binary.file().toString(),
                                sentinels.flatMap(s -> s.place(name))),
                linking,
                binary::description);
    }

    private static BiFunction<Server, Server, ToxiproxyLink> plain(Site site) {
        return (from, to) ->
                ToxiproxyLink.create(
                        site.proxy(), from.name(), to.name(), to.seat().listen(), to::canary);
    }

    private static ServerGroup postgres(Service service, Site site) {
        PostgresPrograms programs = PostgresPrograms.find();
        return replicated(
                service,
                site,
                (name, seat) -> new PostgresServer(name, service, seat, programs),
                plain(site),
                () -> "PostgreSQL " + programs.version());
    }

    private static ServerGroup replicated(
            Service service,
            Site site,
            BiFunction<String, LocalSeat, Server> kind,
            BiFunction<Server, Server, ToxiproxyLink> linking,
            Supplier<String> version) {
        List<ServerProcess> nodes = new ArrayList<>();
        for (String name : service.nodes()) {
            LocalSeat seat = site.seat(name);
            nodes.add(new ServerProcess(kind.apply(name, seat), seat, site));
        }
        List<ToxiproxyLink> links = new ArrayList<>();
        for (ServerProcess from : nodes) {
            for (ServerProcess to : nodes) {
                if (from != to) {
                    links.add(linking.apply(from.server(), to.server()));
                }
            }
        }
        return new ReplicatedGroup(nodes, links, version);
    }
}
