package dev.holdfast.impl.zookeeper;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.topology.Endpoints;

/**
 * Curator's InterProcessMutex as its manual shows it.
 *
 * <p>Whoever holds it is not told that its session ended: {@code isAcquiredInThisProcess} stays
 * true and {@code release} succeeds, since a node that is gone needs no deleting.
 */
public final class CuratorLock implements ZooKeeperLock {

    @Override
    public String name() {
        return "zk-curator";
    }

    @Override
    public String summary() {
        return "Curator's InterProcessMutex: sequential ephemeral nodes, the lowest one holds";
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new CuratorMutexes(ZooKeeperSession.open(endpoints, options), false);
    }
}
