package dev.holdfast.impl.zookeeper;

import dev.holdfast.impl.lock.Guard;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;

/**
 * Curator's InterProcessMutex whose fencing token is the transaction that created the lock node.
 *
 * <p>Nodes are numbered in the order of their transactions, and the lowest number holds the lock:
 * so whoever holds it later has the higher token.
 */
public final class CuratorFenced implements ZooKeeperLock {

    @Override
    public String name() {
        return "zk-curator-fenced";
    }

    @Override
    public String summary() {
        return "zk-curator with the lock node's czxid as fencing token, which the ledger checks";
    }

    @Override
    public Claims claims() {
        return ZooKeeperClaims.ofFenced();
    }

    @Override
    public Guard guard() {
        return Guard.FENCING_TOKEN;
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new CuratorMutexes(ZooKeeperSession.open(endpoints, options), true);
    }
}
