package dev.holdfast.impl.zookeeper.commit;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.zookeeper.WatchedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Something may have changed, so look again.
 *
 * <p>It only shortens a wait: a watch is lost with its session, so whoever waits looks after a
 * while in any case, and nothing is concluded from a hint or from none. Safe for several threads.
 */
final class Hint implements CuratorWatcher {
    private final Semaphore news = new Semaphore(0);
    private final @Nullable Hint wider;

    Hint() {
        this(null);
    }

    /** One that is passed on. */
    Hint(@Nullable Hint wider) {
        this.wider = wider;
    }

    @Override
    public void process(WatchedEvent event) {
        news.release();
        if (wider != null) {
            wider.process(event);
        }
    }

    /** Waits for a hint, for this long at most; all that came so far count as one. */
    void await(Duration limit) throws InterruptedException {
        if (news.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            news.drainPermits();
        }
    }

    /** Whether there was a hint since this was last asked. */
    boolean isNews() {
        return news.drainPermits() > 0;
    }
}
