package dev.holdfast.impl.zookeeper;

import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;

/** One ZooKeeper of the tests' own, for the life of this JVM, with short ticks. */
public final class Ensemble {
    private static final int TICK_MILLIS = 200;
    private static final String SESSION_MILLIS_MAX = "60000";
    private static final TestingServer SERVER = start();

    private Ensemble() {}

    private static TestingServer start() {
        InstanceSpec spec =
                new InstanceSpec(
                        null,
                        -1,
                        -1,
                        -1,
                        true,
                        -1,
                        TICK_MILLIS,
                        -1,
                        Map.of("maxSessionTimeout", SESSION_MILLIS_MAX),
                        "127.0.0.1");
        try {
            return new TestingServer(spec, true);
        } catch (Exception e) {
            throw new IllegalStateException("ZooKeeper does not start", e);
        }
    }

    public static Address address() {
        return Address.parse(SERVER.getConnectString());
    }

    /** It as the second of three members, of which the others are down. */
    public static Endpoints endpoints() {
        Map<String, Address> members = new HashMap<>();
        for (int member : List.of(1, 3)) {
            members.put("zookeeper-" + member, new Address("127.0.0.1", member));
        }
        members.put("zookeeper-2", address());
        return new Endpoints(members);
    }
}
