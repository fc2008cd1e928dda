package dev.holdfast.env.servers;

import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.node.Jvm;
import dev.holdfast.env.node.Launch;
import dev.holdfast.env.node.NodeFiles;
import dev.holdfast.env.probe.KafkaProbe;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Service;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * A Kafka broker that is its own controller, in a JVM of its own, from the jars on this JVM's class
 * path.
 *
 * <p>A client asks where the broker is, and from then on connects to the address that it is told.
 * So every agent has a listener of its own here: its link leads there, and who comes in there is
 * told the near end of that link. The runner has one more, and so has the broker, which talks to
 * itself.
 */
public final class KafkaServer extends JvmServer {
    private static final String MAIN = "kafka.Kafka";
    private static final String FORMAT = "kafka.tools.StorageTool";
    private static final int HEAP_MB = 256;
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final String STAMP = "%d{ISO8601, UTC}";
    private static final String LOOPBACK = "127.0.0.1";

    /**
     * One partition of each internal topic is enough for a few clients, and one thread for most of
     * what a broker has threads for. After kill -9 the controller awaits the end of the broker's
     * session before it lets it in again.
     */
    private static final String CONFIGURATION =
            """
            process.roles=broker,controller
            node.id=1
            controller.listener.names=CONTROLLER
            inter.broker.listener.name=SELF
            broker.heartbeat.interval.ms=500
            broker.session.timeout.ms=3000
            auto.create.topics.enable=false
            delete.topic.enable=true
            log.retention.ms=-1
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=1
            transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            share.coordinator.state.topic.num.partitions=1
            group.initial.rebalance.delay.ms=0
            num.network.threads=1
            num.io.threads=4
            background.threads=2
            log.cleaner.dedupe.buffer.size=2097152
            """;

    private final IntSupplier ports;
    private final Map<ToxiproxyLink, Listener> agents = new LinkedHashMap<>();
    private int selfPort;
    private int controllerPort;

    /**
     * An address of the broker's.
     *
     * @param name as the configuration has it
     * @param listen where it listens
     * @param told where those who come in there are told that it is
     */
    private record Listener(String name, Address listen, Address told) {}

    /**
     * Starts nothing.
     *
     * @param ports further free ports where it listens
     * @param hosts what names mean to it, beside {@code localhost}
     */
    public KafkaServer(
            Service service, Seat seat, IntSupplier ports, Map<String, String> hosts, Jvm jvm) {
        super(1, service, seat, "kafka.log", hosts, jvm);
        this.ports = ports;
        pickOwnPorts();
    }

    private void pickOwnPorts() {
        selfPort = ports.getAsInt();
        controllerPort = ports.getAsInt();
    }

    @Override
    public boolean tellsClients() {
        return true;
    }

    @Override
    public synchronized void admit(ToxiproxyLink link) {
        Address listen = new Address(seat().listen().host(), ports.getAsInt());
        agents.put(link, new Listener("L" + (agents.size() + 1), listen, link.near()));
        link.lead(listen);
    }

    @Override
    public String version() {
        return versionOf("Kafka", "kafka_2.13");
    }

    @Override
    Launch configure() {
        String configuration = write("server.properties", configuration());
        Launch launch = launch(HEAP_MB, STAMP, List.of(MAIN, configuration));
        if (Files.exists(data().resolve("meta.properties"))) {
            return launch;
        }
        deleteData();
        NodeFiles.makeFolder(data());
        return launch.after(
                List.of(
                        tool(
                                List.of(
                                        FORMAT,
                                        "format",
                                        "--cluster-id=" + clusterId(),
                                        "--config=" + configuration))));
    }

    private String clusterId() {
        UUID id = UUID.nameUUIDFromBytes(name().getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.allocate(16);
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private synchronized String configuration() {
        List<Listener> told = new ArrayList<>(agents.values());
        Address self = new Address(LOOPBACK, selfPort);
        told.add(new Listener("SELF", self, self));
        told.add(new Listener("DIRECT", seat().listen(), seat().outside()));
        Address controller = new Address(LOOPBACK, controllerPort);
        List<Listener> all = new ArrayList<>(told);
        all.add(new Listener("CONTROLLER", controller, controller));
        StringBuilder text = new StringBuilder(CONFIGURATION);
        line(text, "listeners", all, l -> l.name() + "://" + l.listen());
        line(text, "advertised.listeners", told, l -> l.name() + "://" + l.told());
        line(text, "listener.security.protocol.map", all, l -> l.name() + ":PLAINTEXT");
        text.append("controller.quorum.voters=1@").append(controller).append('\n');
        text.append("log.dirs=").append(seat().inside(DATA)).append('\n');
        switch (persistence()) {
            case DURABLE -> text.append("log.flush.interval.messages=1\n");
            case PERIODIC -> {
                text.append("log.flush.interval.ms=1000\n");
                text.append("log.flush.scheduler.interval.ms=500\n");
            }
            case VOLATILE -> {
                // Nothing outlives the process anyway.
            }
        }
        return text.toString();
    }

    private static void line(
            StringBuilder text,
            String key,
            List<Listener> listeners,
            Function<Listener, String> value) {
        text.append(key).append('=');
        text.append(String.join(",", listeners.stream().map(value).toList())).append('\n');
    }

    @Override
    public Duration startLimit() {
        return START_LIMIT;
    }

    @Override
    public Canary canary(Address address, Duration limit) {
        return KafkaProbe.canary(address, limit);
    }

    /** There is no other. */
    @Override
    public boolean isPrimary() {
        return answers();
    }

    /** An error says who noticed it; why stands in the line below, which is an exception's. */
    @Override
    public String lastWords() {
        List<String> lines = said();
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (lines.get(i).contains(" ERROR ")) {
                boolean isStamped = Character.isDigit(lines.get(i + 1).charAt(0));
                return lines.get(isStamped ? i : i + 1);
            }
        }
        return super.lastWords();
    }

    /** Whichever it was: it looks for others, and leads the agents' links there. */
    @Override
    public synchronized boolean isPortTaken(String lastWords) {
        if (!lastWords.contains("Address already in use")) {
            return false;
        }
        pickOwnPorts();
        List<ToxiproxyLink> links = List.copyOf(agents.keySet());
        agents.clear();
        links.forEach(this::admit);
        return true;
    }
}
