package dev.holdfast.impl.etcd;

import dev.holdfast.impl.lock.Guard;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;

/**
 * jetcd's Lock whose fencing token is the revision that created the lock's key: etcd queues by it.
 */
public final class EtcdFenced implements EtcdLock {

    @Override
    public String name() {
        return "etcd-fenced";
    }

    @Override
    public String summary() {
        return "etcd-jetcd with the lock key's revision as fencing token, which the ledger checks";
    }

    @Override
    public Claims claims() {
        return EtcdClaims.ofFenced();
    }

    @Override
    public Guard guard() {
        return Guard.FENCING_TOKEN;
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new EtcdLocks(endpoints, options, true);
    }
}
