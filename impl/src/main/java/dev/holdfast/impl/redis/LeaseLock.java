package dev.holdfast.impl.redis;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lock that is one Redis key with an owner and a time to live.
 *
 * <p>The key is the lock's name. A take that was refused is asked again until the wait limit; one
 * whose answer was lost is not, since asking again would take the lost grant for another's.
 */
public final class LeaseLock implements LockClient {

    /** Short against any lease, long against a round trip. */
    private static final Duration POLL = Duration.ofMillis(25);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    /** Long against a lease: a late answer must be seen late, not taken for none. */
    private static final Duration REPLY_LIMIT = Duration.ofSeconds(10);

    private final Redis redis;
    private final Duration lease;
    private final LeaseSteps steps;
    private final @Nullable Watchdog watchdog;

    /** A lock on the service {@code redis}. */
    public LeaseLock(Endpoints endpoints, LockOptions options, LeaseSteps steps) {
        this.redis = Redis.at(endpoints.of("redis"), CONNECT_LIMIT, REPLY_LIMIT);
        this.lease = options.lease();
        this.steps = steps;
        this.watchdog =
                steps.renew()
                        .map(renew -> new Watchdog(endpoints.of("redis"), lease, renew))
                        .orElse(null);
    }

    @Override
    public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit)
            throws InterruptedException {
        String owner = UUID.randomUUID().toString();
        long start = System.nanoTime();
        while (true) {
            LeaseSteps.Taken taken = steps.take().take(redis, lock, owner, lease);
            if (taken.granted()) {
                return Optional.of(grant(lock, owner, taken));
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waitLimit.isPresent() && waited.plus(POLL).compareTo(waitLimit.get()) > 0) {
                return Optional.empty();
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    private Grant grant(String lock, String owner, LeaseSteps.Taken taken) {
        Grant grant = Grant.of(lock).withLease(lease).withHandle(owner);
        if (taken.token().isPresent()) {
            grant = grant.withToken(taken.token().getAsLong());
        }
        if (watchdog == null) {
            return grant;
        }
        watchdog.watch(lock, owner);
        return grant.withRenewal();
    }

    @Override
    public Release release(Grant grant) throws InterruptedException {
        String owner = (String) Objects.requireNonNull(grant.handle(), "grant of another lock");
        if (watchdog != null) {
            watchdog.forget(owner);
        }
        return steps.give().give(redis, grant.lock(), owner) ? Release.RELEASED : Release.NOT_HELD;
    }

    @Override
    public void close() {
        if (watchdog != null) {
            watchdog.close();
        }
        redis.close();
    }
}
