package dev.holdfast.impl.zookeeper;

import dev.holdfast.impl.lock.Claims;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.topology.Endpoints;
import dev.holdfast.impl.topology.Topology;
import java.time.Duration;

/**
 * Curator's InterProcessMutex as its manual shows it.
 *
 * <p>Whoever holds it is not told that its session ended: {@code isAcquiredInThisProcess} stays
 * true and {@code release} succeeds, since a node that is gone needs no deleting.
 */
public final class CuratorLock implements LockSystem {

    @Override
    public String name() {
        return "zk-curator";
    }

    @Override
    public String summary() {
        return "Curator's InterProcessMutex: sequential ephemeral nodes, the lowest one holds";
    }

    @Override
    public Topology topology() {
        return Topology.zooKeeper();
    }

    @Override
    public Duration shortestLease() {
        return ZooKeeperSession.SHORTEST;
    }

    @Override
    public Claims claims() {
        return ZooKeeperClaims.ofSession();
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new CuratorMutexes(ZooKeeperSession.open(endpoints, options), false);
    }
}
