package dev.holdfast.impl.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.holdfast.impl.redis.RedisServer.Await;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Several threads of two clients that all want one lock. */
public final class Crowd {
    private static final int THREADS = 4;
    private static final int TURNS = 5;

    private final AtomicInteger holders = new AtomicInteger();
    private final AtomicInteger grants = new AtomicInteger();
    private final AtomicInteger overlaps = new AtomicInteger();

    private Crowd() {}

    /** Each has its turns; asserts that all were taken, one at a time. */
    public static void takesTurns(LockClient first, LockClient second, String lock) {
        Crowd crowd = new Crowd();
        CountDownLatch done = new CountDownLatch(THREADS);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        for (int i = 0; i < THREADS; i++) {
            LockClient client = i % 2 == 0 ? first : second;
            pool.execute(
                    () -> {
                        try {
                            crowd.take(client, lock);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        } finally {
                            done.countDown();
                        }
                    });
        }
        Await.until("every turn is taken", () -> done.getCount() == 0);
        pool.shutdownNow();
        assertEquals(THREADS * TURNS, crowd.grants.get());
        assertEquals(0, crowd.overlaps.get());
    }

    private void take(LockClient client, String lock) throws InterruptedException {
        for (int turn = 0; turn < TURNS; turn++) {
            Grant grant = client.acquire(lock, Optional.empty()).orElseThrow();
            if (holders.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            grants.incrementAndGet();
            holders.decrementAndGet();
            client.release(grant);
        }
    }
}
