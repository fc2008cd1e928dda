package dev.holdfast.env.servers;

import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.node.Jvm;
import dev.holdfast.env.node.Launch;
import dev.holdfast.env.node.NodeFiles;
import dev.holdfast.env.probe.HazelcastProbe;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A member of a Hazelcast cluster in a JVM of its own, from the jars on this JVM's class path.
 *
 * <p>It has one port, for clients and for the other members. It keeps nothing on disk, so a member
 * that was killed comes back to the cluster but not to the CP subsystem.
 */
public final class HazelcastServer extends JvmServer {
    private static final String MAIN = "com.hazelcast.core.server.HazelcastMemberStarter";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String STAMP = "%d";

    /** What it prints when a group of the CP subsystem has another leader; members follow. */
    private static final Pattern GROUP = Pattern.compile("CP Group Members \\{groupId: (\\w+)");

    private static final String LOCKS = "default";
    private static final String MEMBERS = "METADATA";

    private static final String CONFIGURATION =
            """
            hazelcast:
              cluster-name: holdfast
              properties:
                hazelcast.phone.home.enabled: false
                hazelcast.socket.bind.any: false
                hazelcast.heartbeat.interval.seconds: 1
                hazelcast.max.no.heartbeat.seconds: 10
                hazelcast.merge.first.run.delay.seconds: 3
                hazelcast.merge.next.run.delay.seconds: 3
              network:
                public-address: %s
                port: {auto-increment: false, port: %d}
                join:
                  auto-detection: {enabled: false}
                  multicast: {enabled: false}
                  tcp-ip:
                    enabled: true
                    member-list: [%s]
                rest-api:
                  enabled: true
                  endpoint-groups:
                    HEALTH_CHECK: {enabled: true}
              cp-subsystem:
                cp-member-count: %d
                group-size: %d
                session-time-to-live-seconds: 4
                session-heartbeat-interval-seconds: 1
                missing-cp-member-auto-removal-seconds: 0
                raft-algorithm:
                  leader-election-timeout-in-millis: 1000
                  leader-heartbeat-period-in-millis: 500
                  max-missed-leader-heartbeat-count: 3
            """;

    private final List<String> members;
    private final String self;

    /**
     * Starts nothing.
     *
     * @param number from 1
     * @param ports of every member; all members are told the same
     * @param hosts what names mean to this one: the addresses at which it finds the {@link #host}
     *     of every member, itself included
     */
    public HazelcastServer(
            int number,
            Service service,
            Seat seat,
            List<Integer> ports,
            Map<String, String> hosts,
            Jvm jvm) {
        super(number, service, seat, "hazelcast.log", hosts, jvm);
        List<String> all = new ArrayList<>();
        for (int j = 1; j <= ports.size(); j++) {
            all.add(host(j) + ":" + ports.get(j - 1));
        }
        this.members = List.copyOf(all);
        this.self = all.get(number - 1);
    }

    @Override
    public String version() {
        return versionOf("Hazelcast", "hazelcast");
    }

    @Override
    Launch configure() {
        NodeFiles.makeFolder(seat().folder());
        String list = "\"" + String.join("\", \"", members) + "\"";
        // With fewer than three members there is no CP subsystem.
        int voters = members.size() < 3 ? 0 : members.size();
        String configuration =
                CONFIGURATION.formatted(self, seat().listen().port(), list, voters, voters);
        return launch(
                STAMP,
                List.of(
                        "-Dhazelcast.logging.type=slf4j",
                        "-Dhazelcast.local.localAddress=" + seat().listen().host(),
                        "-Dhazelcast.config=" + write("hazelcast.yaml", configuration),
                        MAIN));
    }

    @Override
    public Duration startLimit() {
        return START_LIMIT;
    }

    @Override
    public Canary canary(Address address, Duration limit) {
        return HazelcastProbe.canary(address, limit);
    }

    /** Of the group of its locks, which is there from the first lock on; before, of the members. */
    @Override
    public boolean isPrimary() {
        Map<String, Leader> known = leaders();
        return known.getOrDefault(LOCKS, known.getOrDefault(MEMBERS, Leader.NONE)) == Leader.SELF;
    }

    /** It would say so by HTTP only after a majority did, and answer nothing else meanwhile. */
    @Override
    public boolean isServing() {
        Map<String, Leader> known = leaders();
        return known.containsKey(MEMBERS) && !known.containsValue(Leader.NONE) && answers();
    }

    private enum Leader {
        NONE,
        OTHER,
        SELF
    }

    /** Who leads each group, as far as this member knows and last wrote down. */
    private Map<String, Leader> leaders() {
        Map<String, Leader> leaders = new HashMap<>();
        String group = "";
        for (String line : printed()) {
            Matcher head = GROUP.matcher(line);
            if (head.find()) {
                group = head.group(1);
                leaders.put(group, Leader.NONE);
            } else if (line.startsWith("]")) {
                group = "";
            } else if (!group.isEmpty() && line.endsWith("LEADER this")) {
                leaders.put(group, Leader.SELF);
            } else if (!group.isEmpty() && line.endsWith("LEADER")) {
                leaders.put(group, Leader.OTHER);
            }
        }
        return leaders;
    }
}
