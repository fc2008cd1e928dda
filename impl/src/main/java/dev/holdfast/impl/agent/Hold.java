package dev.holdfast.impl.agent;

import dev.holdfast.impl.commit.Point;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A place where one thread is made to stand still, as a thread may that waits for a page or for the
 * processor: the order of events that a script wants, and the process lives on meanwhile.
 */
final class Hold {
    /** Whoever asked for it may be gone. */
    private static final long LIMIT_SECONDS = 60;

    private final Point point;
    private final String who;
    private final AtomicBoolean isTaken = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    Hold(Point point, String who) {
        this.point = point;
        this.who = who;
    }

    /** Whether the one who passes here is the one to stand; true once at most. */
    boolean takes(Point passed, String ofWhom) {
        return passed.equals(point)
                && (who.isEmpty() || who.equals(ofWhom))
                && isTaken.compareAndSet(false, true);
    }

    /** Stands until the end of it. */
    void await() {
        try {
            boolean unused = ended.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void end() {
        ended.countDown();
    }
}
