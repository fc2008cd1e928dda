package dev.holdfast.impl.zookeeper;

import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.ServedLockContract;
import dev.holdfast.impl.topology.Endpoints;

class CuratorReadWriteTest extends ServedLockContract {

    @Override
    protected LockSystem system() {
        return new CuratorReadWrite();
    }

    @Override
    protected Endpoints endpoints() {
        return Ensemble.endpoints();
    }
}
