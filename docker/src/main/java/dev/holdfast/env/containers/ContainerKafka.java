package dev.holdfast.env.containers;

import dev.holdfast.env.servers.KafkaServer;
import dev.holdfast.env.servers.ReplicatedGroup;
import dev.holdfast.env.servers.ServerGroup;
import dev.holdfast.impl.topology.Service;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** How a Kafka broker is seated in a container. */
final class ContainerKafka {
    private static final int PORT = 9092;

    private ContainerKafka() {}

    static ServerGroup of(Service service, Site site) {
        ContainerSeat seat = site.seat(service.name(), PORT);
        MountedClasspath classpath = MountedClasspath.with(List.of());
        AtomicInteger ports = new AtomicInteger(PORT);
        KafkaServer server =
                new KafkaServer(
                        service,
                        seat,
                        ports::incrementAndGet,
                        site.hosts(List.of(seat), 1),
                        classpath.jvm());
        List<ServerContainer> nodes =
                List.of(new ServerContainer(server, seat, Sight.of(classpath), site));
        return new ReplicatedGroup(nodes, List.of(), () -> ContainerServers.version(nodes));
    }
}
