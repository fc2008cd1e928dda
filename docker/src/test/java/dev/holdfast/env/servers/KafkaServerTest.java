package dev.holdfast.env.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.env.node.Jvm;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.ServerKind;
import dev.holdfast.impl.topology.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerTest {
    @TempDir Path folder;
    private KafkaServer server;

    private record Place(Path folder) implements Seat {
        @Override
        public String inside(String file) {
            return "/node/" + file;
        }

        @Override
        public Address listen() {
            return new Address("10.0.0.2", 9092);
        }

        @Override
        public Address outside() {
            return new Address("127.0.0.1", 4711);
        }
    }

    @BeforeEach
    void make() {
        AtomicInteger ports = new AtomicInteger(9092);
        server =
                new KafkaServer(
                        new Service("kafka", ServerKind.KAFKA, Persistence.DURABLE, 0),
                        new Place(folder),
                        ports::incrementAndGet,
                        Map.of(),
                        new Jvm("java", "a b.jar:c.jar"));
    }

    private Properties configuration() throws IOException {
        Properties properties = new Properties();
        try (var in = Files.newInputStream(folder.resolve("server.properties"))) {
            properties.load(in);
        }
        return properties;
    }

    @Test
    void formatsItsFolderOnceAndTellsTheRunnerItsOwnWay() throws IOException {
        List<List<String>> before = server.launch().before();
        assertEquals(1, before.size());
        assertTrue(before.get(0).contains("@/node/tool.args"), before.toString());
        assertEquals("-cp\n\"a b.jar:c.jar\"\n", Files.readString(folder.resolve("tool.args")));
        Properties first = configuration();
        assertEquals(
                "SELF://127.0.0.1:9093,DIRECT://127.0.0.1:4711",
                first.getProperty("advertised.listeners"));
        assertEquals("1@127.0.0.1:9094", first.getProperty("controller.quorum.voters"));
        assertEquals("1", first.getProperty("log.flush.interval.messages"));
        Files.createDirectories(folder.resolve("data"));
        Files.createFile(folder.resolve("data/meta.properties"));
        assertEquals(List.of(), server.launch().before());
    }

    @Test
    void saysWhyItDidNotStartAndLooksForOtherPorts() throws IOException {
        server.launch();
        Files.writeString(
                folder.resolve("kafka.log"),
                """
                2026-01-01 00:00:00,001 INFO  KafkaConfig - KafkaConfig values:
                	advertised.listeners = SELF://127.0.0.1:9093
                2026-01-01 00:00:00,002 ERROR DataPlaneAcceptor - Unable to start acceptor for SELF
                org.apache.kafka.common.KafkaException: Socket server failed to bind to 127.0.0.1:9093: Address already in use.
                	at kafka.network.Acceptor.openServerSocket(SocketServer.scala:1)
                2026-01-01 00:00:00,003 ERROR Kafka$ - Exiting Kafka due to fatal exception
                """);
        assertEquals(
                "org.apache.kafka.common.KafkaException: Socket server failed to bind to"
                        + " 127.0.0.1:9093: Address already in use.",
                server.lastWords());
        assertFalse(server.isPortTaken("out of memory"));
        assertTrue(server.isPortTaken(server.lastWords()));
        server.launch();
        assertTrue(configuration().getProperty("listeners").contains("SELF://127.0.0.1:9095"));
    }
}
