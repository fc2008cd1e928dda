package dev.holdfast.impl.etcd;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;

/** jetcd's Lock as its manual shows it. */
public final class EtcdJetcd implements EtcdLock {

    @Override
    public String name() {
        return "etcd-jetcd";
    }

    @Override
    public String summary() {
        return "jetcd's Lock under a lease of its own that jetcd keeps alive";
    }

    @Override
    public Claims claims() {
        return EtcdClaims.ofLease();
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new EtcdLocks(endpoints, options, false);
    }
}
