package dev.holdfast.impl.etcd;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.impl.lock.Child;
import dev.holdfast.impl.redis.RedisServer.Await;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One etcd of a test's own. */
final class EtcdServer implements AutoCloseable {
    private final Child child;
    private final int port;

    private EtcdServer(Child child, int port) {
        this.child = child;
        this.port = port;
    }

    /** Starts one; skips the test where there is none to start. */
    static EtcdServer start(Path folder) {
        Optional<Path> program = Child.program("etcd", Child.path());
        assumeTrue(
                program.isPresent(),
                "needs etcd on the PATH (Debian: apt-get install etcd-server)");
        int port = Child.freePort();
        String clients = "http://127.0.0.1:" + port;
        String peers = "http://127.0.0.1:" + Child.freePort();
        Child child =
                Child.start(
                        folder.resolve("etcd.log"),
                        List.of(
                                program.get().toString(),
                                "--name=etcd-1",
                                "--data-dir=" + folder.resolve("etcd"),
                                "--listen-client-urls=" + clients,
                                "--advertise-client-urls=" + clients,
                                "--listen-peer-urls=" + peers,
                                "--initial-advertise-peer-urls=" + peers,
                                "--initial-cluster=etcd-1=" + peers,
                                "--heartbeat-interval=100",
                                "--election-timeout=500"));
        EtcdServer server = new EtcdServer(child, port);
        Await.until("etcd listens", server::listens);
        return server;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** It as the second of three members, of which the others are down. */
    Endpoints endpoints() {
        return new Endpoints(
                Map.of(
                        "etcd-1", new Address("127.0.0.1", 1),
                        "etcd-2", new Address("127.0.0.1", port),
                        "etcd-3", new Address("127.0.0.1", 3)));
    }

    @Override
    public void close() {
        child.close();
    }
}
