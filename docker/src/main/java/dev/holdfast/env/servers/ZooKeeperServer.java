package dev.holdfast.env.servers;

import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.node.Jvm;
import dev.holdfast.env.node.Launch;
import dev.holdfast.env.node.NodeFiles;
import dev.holdfast.env.probe.ZooKeeperProbe;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.Service;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A ZooKeeper server in a JVM of its own, from the jars on this JVM's class path. */
public final class ZooKeeperServer extends JvmServer {
    private static final String MAIN = "org.apache.zookeeper.server.quorum.QuorumPeerMain";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration QUESTION_LIMIT = Duration.ofSeconds(1);
    private static final String STAMP = "%d{ISO8601, UTC}";

    private final int number;
    private final List<Ports> ensemble;

    /**
     * The ports under which all members know one.
     *
     * @param client for clients
     * @param quorum for what followers hear of the leader
     * @param election for votes
     */
    public record Ports(int client, int quorum, int election) {}

    /**
     * Starts nothing.
     *
     * @param number from 1
     * @param ensemble the ports of every member; all members are told the same
     * @param hosts what names mean to this one: the addresses at which it finds the {@link #host}
     *     of every member, itself included
     */
    public ZooKeeperServer(
            int number,
            Service service,
            Seat seat,
            List<Ports> ensemble,
            Map<String, String> hosts,
            Jvm jvm) {
        super(number, service, seat, "zookeeper.log", hosts, jvm);
        this.number = number;
        this.ensemble = List.copyOf(ensemble);
    }

    @Override
    public String version() {
        return versionOf("ZooKeeper", "zookeeper");
    }

    @Override
    Launch configure() {
        NodeFiles.makeFolder(data());
        write("data/myid", number + "\n");
        return launch(
                STAMP,
                List.of(
                        "-Dzookeeper.admin.enableServer=false",
                        "-Dzookeeper.preAllocSize=1024",
                        // Else a server that was cut off asks for an election only once a minute.
                        "-Dzookeeper.fastleader.maxNotificationInterval=500",
                        "-Dzookeeper.forceSync="
                                + (persistence() == Persistence.DURABLE ? "yes" : "no"),
                        MAIN,
                        write("zoo.cfg", configuration())));
    }

    private String configuration() {
        StringBuilder text = new StringBuilder();
        // A leader without followers keeps its seat for initLimit, and meanwhile nobody is elected.
        text.append("tickTime=200\ninitLimit=10\nsyncLimit=5\nmaxClientCnxns=0\n");
        text.append("maxSessionTimeout=60000\n4lw.commands.whitelist=srvr\n");
        text.append("dataDir=").append(seat().inside(DATA)).append('\n');
        if (ensemble.size() == 1) {
            text.append("clientPort=").append(ensemble.get(0).client()).append('\n');
            text.append("clientPortAddress=").append(host(1)).append('\n');
            return text.toString();
        }
        for (int j = 1; j <= ensemble.size(); j++) {
            Ports ports = ensemble.get(j - 1);
            text.append(
                    "server.%d=%s:%d:%d;%s:%d\n"
                            .formatted(
                                    j,
                                    host(j),
                                    ports.quorum(),
                                    ports.election(),
                                    host(j),
                                    ports.client()));
        }
        return text.toString();
    }

    @Override
    public Duration startLimit() {
        return START_LIMIT;
    }

    @Override
    public Canary canary(Address address, Duration limit) {
        return ZooKeeperProbe.canary(address, limit);
    }

    @Override
    public boolean isPrimary() {
        String mode = mode();
        return mode.equals("leader") || mode.equals("standalone");
    }

    @Override
    public boolean isServing() {
        return !mode().isEmpty();
    }

    @Override
    public Instant time(Duration limit) throws IOException {
        return ZooKeeperProbe.time(seat().outside(), seat().folder().resolve(log()), limit);
    }

    private String mode() {
        try {
            return ZooKeeperProbe.mode(seat().outside(), QUESTION_LIMIT);
        } catch (IOException e) {
            // It does not say anything of itself.
            return "";
        }
    }
}
