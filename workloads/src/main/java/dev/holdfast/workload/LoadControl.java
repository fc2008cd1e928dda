package dev.holdfast.workload;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How a running load is told to end: first to start nothing new, later to wait no longer for what
 * is open. Safe for any number of threads.
 */
public final class LoadControl {
    private final CountDownLatch noMore = new CountDownLatch(1);
    private volatile String failure = "";
    private volatile boolean abandoned;

    /** Workers finish what they are doing and start nothing new. */
    public void finish() {
        noMore.countDown();
    }

    /** Workers stop waiting for answers: what is open becomes info. */
    public void abandon() {
        abandoned = true;
        noMore.countDown();
    }

    /** Waits until {@link #finish} or the time is over; true if told to finish. */
    public boolean finishedWithin(long millis) throws InterruptedException {
        return noMore.await(millis, TimeUnit.MILLISECONDS);
    }

    /** The load cannot be carried out: all workers finish, and the first reason is kept. */
    synchronized void fail(String why) {
        if (failure.isEmpty()) {
            failure = why;
        }
        finish();
    }

    String failure() {
        return failure;
    }

    boolean finishing() {
        return noMore.getCount() == 0;
    }

    boolean abandoned() {
        return abandoned;
    }
}
