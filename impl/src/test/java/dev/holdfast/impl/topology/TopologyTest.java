package dev.holdfast.impl.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyTest {
    private static final Service SENTINELS =
            new Service("sentinel", ServerKind.SENTINEL, Persistence.DURABLE, 2);

    private static Service redis(int replicas) {
        return new Service("redis", ServerKind.REDIS, Persistence.DURABLE, replicas);
    }

    @Test
    void agentsKnowEveryServerThatSentinelsMayName() {
        Topology topology =
                Topology.watchedRedis()
                        .plus(new Service("ledger", ServerKind.REDIS, Persistence.DURABLE, 0));
        List<List<String>> endpoints =
                topology.services().stream().map(topology::endpoints).toList();
        assertEquals(
                List.of(
                        List.of("redis-1", "redis-2"),
                        List.of("sentinel-1", "sentinel-2", "sentinel-3"),
                        List.of("ledger")),
                endpoints);
        Topology unwatched = new Topology(List.of(redis(1)));
        assertEquals(List.of("redis"), unwatched.endpoints(redis(1)));
        assertFalse(unwatched.isWatched(redis(1)));
        assertTrue(topology.isWatched(redis(1)));
    }

    @Test
    void sentinelsNeedAReplicaToPromote() {
        for (List<Service> services :
                List.of(
                        List.of(SENTINELS),
                        List.of(redis(0), SENTINELS),
                        List.of(SENTINELS, redis(1)))) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> new Topology(services));
            assertTrue(e.getMessage().contains("nothing to watch"), e.getMessage());
        }
    }

    @Test
    void whatServersAnnounceLeadsToTheAgentsOwnLink() {
        Address told = new Address("127.9.9.1", 7001);
        Address near = new Address("127.0.0.1", 40001);
        Endpoints endpoints = new Endpoints(Map.of("redis-1", near), Map.of("redis-1", told));
        assertEquals(near, endpoints.wayTo(told));
        Address other = new Address("127.9.9.2", 7001);
        assertEquals(other, endpoints.wayTo(other), "nobody is called so");
    }
}
