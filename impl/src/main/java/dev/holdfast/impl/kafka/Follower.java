package dev.holdfast.impl.kafka;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a participant that reads decisions, each after the one before it is applied. After
 * whatever fails it goes on behind the last that was.
 */
final class Follower implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Follower.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final long RETRY_MILLIS = 500;

    private final KafkaClients clients;
    private final Applying applying;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Consumer<String, String> reader;
    private long next;

    /** Takes a decision. */
    @FunctionalInterface
    interface Applying {
        void apply(long offset, Decision decision);
    }

    /**
     * Starts.
     *
     * @param next the offset at which to begin
     */
    Follower(KafkaClients clients, long next, Applying applying) {
        this.clients = clients;
        this.next = next;
        this.applying = applying;
        Thread thread = new Thread(this::work, "follower");
        thread.setDaemon(true);
        thread.start();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void work() {
        try {
            while (!isClosed()) {
                try {
                    follow();
                } catch (RuntimeException e) {
                    if (!isClosed()) {
                        log.warn("reading again from {}: {}", next, e.toString());
                    }
                }
                boolean unused = closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        Consumer<String, String> present = clients.reader(next);
        reader = present;
        try {
            while (!isClosed()) {
                for (ConsumerRecord<String, String> one : present.poll(LOOK)) {
                    applying.apply(one.offset(), Decision.parse(one.value()));
                    next = one.offset() + 1;
                }
            }
        } finally {
            reader = null;
            KafkaClients.close(present);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Consumer<String, String> present = reader;
        if (present != null) {
            present.wakeup();
        }
    }
}
