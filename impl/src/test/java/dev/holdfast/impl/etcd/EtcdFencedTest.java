package dev.holdfast.impl.etcd;

import dev.holdfast.impl.lock.LockSystem;

class EtcdFencedTest extends EtcdLockContract {
    @Override
    protected LockSystem system() {
        return new EtcdFenced();
    }
}
