package dev.holdfast.impl.etcd;

import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.topology.Topology;
import java.time.Duration;

/** A lock that is a key with a lease in etcd: what all of them need. */
interface EtcdLock extends LockSystem {

    @Override
    default Topology topology() {
        return Topology.etcd();
    }

    @Override
    default Duration shortestLease() {
        return EtcdLocks.SHORTEST;
    }
}
