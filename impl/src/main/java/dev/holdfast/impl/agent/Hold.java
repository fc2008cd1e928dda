package dev.holdfast.impl.agent;

import dev.holdfast.impl.commit.Point;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A place where one payment is made to stand still, as a thread may that waits for a page or for
 * the processor: the order of events that a script wants, and the process lives on meanwhile.
 */
final class Hold {
    /** Whoever asked for it may be gone. */
    private static final long LIMIT_SECONDS = 60;

    private final Point point;
    private final String who;
    private final AtomicBoolean isTaken = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

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

    /** Done when whoever {@link #takes} it goes on. */
    CompletableFuture<Void> ended() {
        return ended.completeOnTimeout(null, LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Returns at once; who goes on does so in a thread of its own. */
    void end() {
        var unused = ended.completeAsync(() -> null);
    }
}
