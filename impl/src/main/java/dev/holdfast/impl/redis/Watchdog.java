package dev.holdfast.impl.redis;

import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.topology.Address;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A thread that renews every lease held by one client, three times per lease, until it is released
 * or found lost.
 *
 * <p>A renewal that fails says nothing about the lock and is tried again at the next turn.
 */
final class Watchdog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    private final Redis redis;
    private final Duration lease;
    private final Duration turn;
    private final LeaseSteps.Renew renew;
    private final Map<String, String> lockByOwner = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread created = new Thread(task, "watchdog");
                        created.setDaemon(true);
                        return created;
                    });

    /** Waits no longer than a turn for a reply: one that hangs must not cost the other leases. */
    Watchdog(Address address, Duration lease, LeaseSteps.Renew renew) {
        this.turn = lease.dividedBy(3);
        this.redis = Redis.at(address, turn, turn);
        this.lease = lease;
        this.renew = renew;
    }

    void watch(String lock, String owner) {
        lockByOwner.put(owner, lock);
        scheduleNext(owner);
    }

    void forget(String owner) {
        lockByOwner.remove(owner);
    }

    private void scheduleNext(String owner) {
        var unused = thread.schedule(() -> renew(owner), turn.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void renew(String owner) {
        String lock = lockByOwner.get(owner);
        if (lock == null) {
            return;
        }
        try {
            if (!renew.renew(redis, lock, owner, lease)) {
                log.info("lock {} was lost", lock);
                forget(owner);
                return;
            }
        } catch (JedisException | DefiniteFailureException e) {
            log.info("lock {} could not be renewed: {}", lock, e.getMessage());
        }
        scheduleNext(owner);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        redis.close();
    }
}
