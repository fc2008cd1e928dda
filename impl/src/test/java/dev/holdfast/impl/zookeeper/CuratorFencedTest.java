package dev.holdfast.impl.zookeeper;

import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.ServedLockContract;
import dev.holdfast.impl.topology.Endpoints;

class CuratorFencedTest extends ServedLockContract {

    @Override
    protected LockSystem system() {
        return new CuratorFenced();
    }

    @Override
    protected Endpoints endpoints() {
        return Ensemble.endpoints();
    }
}
