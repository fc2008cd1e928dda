package dev.holdfast.workload;

import dev.holdfast.impl.lock.Sharing;

/** What a client does with one lock, once. Called by many threads at once. */
@FunctionalInterface
interface Errand {

    /**
     * Does it as this process, which may be retired afterwards.
     *
     * @param payment what was drawn: which lock, how long to wait for it and to work under it
     * @param sharing who may hold the lock at the same time
     */
    void run(LockProcess process, Payment payment, Sharing sharing) throws InterruptedException;
}
