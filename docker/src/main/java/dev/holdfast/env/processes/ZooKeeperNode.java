package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.probe.ZooKeeperProbe;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A ZooKeeper server in a JVM of its own, from the jars on this JVM's class path. */
final class ZooKeeperNode extends ServerProcess {
    private static final String MAIN = "org.apache.zookeeper.server.quorum.QuorumPeerMain";
    private static final Pattern JAR = Pattern.compile("zookeeper-(\\d[^/\\\\]*)\\.jar");
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration QUESTION_LIMIT = Duration.ofSeconds(1);
    private static final int HEAP_MB = 192;

    private final int number;
    private final ZooKeeperGroup group;
    private final int count;

    /**
     * Makes the folder; starts nothing.
     *
     * @param number from 1
     */
    ZooKeeperNode(int number, Service service, ZooKeeperGroup group, Site site) {
        super(service.nodes().get(number - 1), service, group, site);
        this.number = number;
        this.group = group;
        this.count = service.nodes().size();
    }

    /**
     * The version on the class path.
     *
     * @throws EnvironmentException if there is none
     */
    static String version() {
        Matcher matcher = JAR.matcher(System.getProperty("java.class.path", ""));
        if (!matcher.find()) {
            throw new EnvironmentException("no ZooKeeper jar on the class path");
        }
        return matcher.group(1);
    }

    @Override
    ProcessBuilder command() {
        makeDataFolder();
        write("data/myid", number + "\n");
        Path hosts = write("hosts", hosts());
        Path logging = write("logback.xml", LOGGING);
        Path configuration = write("zoo.cfg", configuration());
        List<String> command = JavaCommand.start(HEAP_MB);
        command.addAll(
                List.of(
                        "-Djdk.net.hosts.file=" + hosts,
                        "-Dlogback.configurationFile=" + logging,
                        "-Dzookeeper.admin.enableServer=false",
                        "-Dzookeeper.preAllocSize=1024",
                        // Else a server that was cut off asks for an election only once a minute.
                        "-Dzookeeper.fastleader.maxNotificationInterval=500",
                        "-Dzookeeper.forceSync="
                                + (persistence() == Persistence.DURABLE ? "yes" : "no"),
                        MAIN,
                        configuration.toString()));
        return JavaCommand.withClasspath(logging(command), List.of());
    }

    private static final String LOGGING =
            """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %-5level %logger{0} - %msg%n</pattern></encoder>
              </appender>
              <root level="INFO"><appender-ref ref="out"/></root>
            </configuration>
            """;

    private String configuration() {
        StringBuilder text = new StringBuilder();
        text.append("tickTime=200\ninitLimit=50\nsyncLimit=5\nmaxClientCnxns=0\n");
        text.append("maxSessionTimeout=60000\n4lw.commands.whitelist=srvr\n");
        text.append("dataDir=").append(data()).append('\n');
        int client = group.ports().client();
        if (count == 1) {
            text.append("clientPort=").append(client).append('\n');
            text.append("clientPortAddress=").append(host(1)).append('\n');
            return text.toString();
        }
        for (int j = 1; j <= count; j++) {
            text.append(
                    "server.%d=%s:%d:%d;%s:%d\n"
                            .formatted(
                                    j,
                                    host(j),
                                    group.ports().quorum(),
                                    group.ports().election(),
                                    host(j),
                                    client));
        }
        return text.toString();
    }

    private static String host(int j) {
        return "zk" + j;
    }

    private String hosts() {
        StringBuilder text = new StringBuilder("127.0.0.1 localhost\n");
        try {
            // A server asks for the machine's name, too, to write it into its log.
            text.append("127.0.0.1 ").append(InetAddress.getLocalHost().getHostName());
            text.append('\n');
        } catch (UnknownHostException e) {
            // Then it writes that it does not know.
        }
        for (int j = 1; j <= count; j++) {
            text.append(group.address(number, j)).append(' ').append(host(j)).append('\n');
        }
        return text.toString();
    }

    @Override
    Path log() {
        return directory().resolve("zookeeper.log");
    }

    /** It answers; a majority may still be missing, and need not come while others are down. */
    @Override
    boolean isReady() {
        return answers();
    }

    @Override
    Duration startLimit() {
        return START_LIMIT;
    }

    @Override
    String lastWords(long offset) {
        List<String> lines =
                linesFrom(log(), offset).stream()
                        .filter(line -> !Character.isWhitespace(line.charAt(0)))
                        .toList();
        return lines.stream()
                .filter(line -> line.contains(" ERROR ") || line.startsWith("Error"))
                .findFirst()
                .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    }

    @Override
    Address address() {
        return new Address(group.address(number, number), group.ports().client());
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

    private String mode() {
        try {
            return isAlive() ? ZooKeeperProbe.mode(address(), QUESTION_LIMIT) : "";
        } catch (IOException e) {
            // It does not say anything of itself.
            return "";
        }
    }
}
