package dev.holdfast.checker.search;

/**
 * How far one search got, for another one to wait for: all events before some position have an
 * order. One thread writes, one reads.
 */
final class Reached {
    private volatile int position;
    private volatile int wanted = Integer.MAX_VALUE;
    private boolean isOver;

    /** All events before {@code at} have an order. O(1), and without a lock unless waited for. */
    void note(int at) {
        if (at > position) {
            position = at;
            if (at >= wanted) {
                wake();
            }
        }
    }

    /** No more will be known. */
    synchronized void end() {
        isOver = true;
        notifyAll();
    }

    private synchronized void wake() {
        notifyAll();
    }

    /** Waits until all events before {@code at} are known to have an order; false if never. */
    synchronized boolean await(int at) {
        wanted = at;
        try {
            while (position < at && !isOver) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return position >= at;
    }
}
