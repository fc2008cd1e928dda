package dev.holdfast.impl.zookeeper;

import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.ServedLockContract;
import dev.holdfast.impl.topology.Endpoints;

class CuratorLockTest extends ServedLockContract {

    @Override
    protected LockSystem system() {
        return new CuratorLock();
    }

    @Override
    protected Endpoints endpoints() {
        return Ensemble.endpoints();
    }
}
