package dev.holdfast.env.processes;

import dev.holdfast.env.servers.KafkaServer;
import dev.holdfast.env.servers.ReplicatedGroup;
import dev.holdfast.env.servers.ServerGroup;
import dev.holdfast.impl.topology.Service;
import java.util.List;
import java.util.Map;

/** How a Kafka broker is seated on this machine. */
final class LocalKafka {
    private LocalKafka() {}

    static ServerGroup of(Service service, Site site) {
        LocalSeat seat = site.seat(service.name());
        KafkaServer server =
                new KafkaServer(
                        service, seat, site.ports()::pick, Map.of(), LocalJvm.with(List.of()));
        return new ReplicatedGroup(
                List.of(new ServerProcess(server, seat, site)), List.of(), server::version);
    }
}
