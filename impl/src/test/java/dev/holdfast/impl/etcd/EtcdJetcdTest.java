package dev.holdfast.impl.etcd;

import dev.holdfast.impl.lock.LockSystem;

class EtcdJetcdTest extends EtcdLockContract {
    @Override
    protected LockSystem system() {
        return new EtcdJetcd();
    }
}
