package dev.holdfast.impl.kafka;

import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker in this JVM, its own controller. */
final class Broker implements AutoCloseable {
    private static final String CLUSTER = "aG9sZGZhc3QtdGVzdHMtMQ";

    private final Address address;
    private final Properties config;
    private KafkaRaftServer server;

    private Broker(Address address, Properties config) {
        this.address = address;
        this.config = config;
        this.server = run(config);
    }

    private static KafkaRaftServer run(Properties config) {
        KafkaRaftServer made = new KafkaRaftServer(KafkaConfig.fromProps(config), Time.SYSTEM);
        made.startup();
        return made;
    }

    /** Starts one that keeps its data in this folder. */
    static Broker start(Path folder) {
        try (ServerSocket one = free();
                ServerSocket other = free()) {
            Address address = new Address("127.0.0.1", one.getLocalPort());
            Properties config = config(folder, address, other.getLocalPort());
            Path file = folder.resolve("server.properties");
            try (OutputStream out = Files.newOutputStream(file)) {
                config.store(out, null);
            }
            String[] format = {"format", "--cluster-id", CLUSTER, "--config", file.toString()};
            int status =
                    StorageTool.execute(format, new PrintStream(OutputStream.nullOutputStream()));
            if (status != 0) {
                throw new IllegalStateException("formatting ends with status " + status);
            }
            one.close();
            other.close();
            return new Broker(address, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket free() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static Properties config(Path folder, Address address, int controller) {
        Properties config = new Properties();
        config.putAll(
                Map.of(
                        "process.roles", "broker,controller",
                        "node.id", "1",
                        "controller.quorum.voters", "1@127.0.0.1:" + controller,
                        "listeners", "C://127.0.0.1:" + controller + ",B://" + address,
                        "advertised.listeners", "B://" + address,
                        "listener.security.protocol.map", "C:PLAINTEXT,B:PLAINTEXT",
                        "controller.listener.names", "C",
                        "inter.broker.listener.name", "B",
                        "log.dirs", folder.resolve("data").toString(),
                        "auto.create.topics.enable", "false"));
        config.putAll(
                Map.of(
                        "transaction.state.log.replication.factor", "1",
                        "transaction.state.log.min.isr", "1",
                        "transaction.state.log.num.partitions", "1",
                        "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
                        "num.network.threads", "1",
                        "num.io.threads", "2",
                        "background.threads", "2",
                        "log.cleaner.dedupe.buffer.size", "2097152"));
        return config;
    }

    Endpoints endpoints() {
        return new Endpoints(Map.of("kafka", address));
    }

    /** Starts it again after {@link #close}, with its data. */
    void startAgain() {
        server = run(config);
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
