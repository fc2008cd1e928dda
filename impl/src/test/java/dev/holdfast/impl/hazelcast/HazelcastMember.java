package dev.holdfast.impl.hazelcast;

import dev.holdfast.impl.lock.Child;
import dev.holdfast.impl.redis.RedisServer.Await;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One Hazelcast member of a test's own, whose CP subsystem is itself alone. */
final class HazelcastMember implements AutoCloseable {
    private static final String CONFIGURATION =
            """
            hazelcast:
              cluster-name: holdfast
              properties: {hazelcast.phone.home.enabled: false, hazelcast.socket.bind.any: false}
              network:
                public-address: 127.0.0.1:%1$d
                port: {auto-increment: false, port: %1$d}
                join:
                  auto-detection: {enabled: false}
                  multicast: {enabled: false}
              cp-subsystem:
                session-time-to-live-seconds: 4
                session-heartbeat-interval-seconds: 1
            """;

    private final Child child;
    private final int port;

    private HazelcastMember(Child child, int port) {
        this.child = child;
        this.port = port;
    }

    /** Starts one. */
    static HazelcastMember start(Path folder) throws IOException {
        int port = Child.freePort();
        Path configuration =
                Files.writeString(folder.resolve("hazelcast.yaml"), CONFIGURATION.formatted(port));
        Child child =
                Child.start(
                        folder.resolve("hazelcast.log"),
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx128m",
                                "-Dhazelcast.config=" + configuration,
                                "-Dhazelcast.local.localAddress=127.0.0.1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "com.hazelcast.core.server.HazelcastMemberStarter"));
        HazelcastMember member = new HazelcastMember(child, port);
        Await.until("Hazelcast listens", member::listens);
        return member;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    Endpoints endpoints() {
        return new Endpoints(Map.of("hazelcast", new Address("127.0.0.1", port)));
    }

    @Override
    public void close() {
        child.close();
    }
}
