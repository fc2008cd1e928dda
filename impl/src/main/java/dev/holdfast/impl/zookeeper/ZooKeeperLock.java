package dev.holdfast.impl.zookeeper;

import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Topology;
import java.time.Duration;

/** A lock that is an ephemeral node: what all need, and promise unless they say otherwise. */
interface ZooKeeperLock extends LockSystem {

    @Override
    default Topology topology() {
        return Topology.zooKeeper();
    }

    @Override
    default Duration shortestLease() {
        return ZooKeeperSession.SHORTEST;
    }

    @Override
    default Claims claims() {
        return ZooKeeperClaims.ofRecipe();
    }
}
