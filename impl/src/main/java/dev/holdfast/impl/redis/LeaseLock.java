package dev.holdfast.impl.redis;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.Mode;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock that is one Redis key with an owner and a time to live.
 *
 * <p>The key is the lock's name, and a mode is another way to take it. A take that was refused is
 * asked again until the wait limit; one whose answer was lost is not, since asking again would take
 * the lost grant for another's.
 */
public final class LeaseLock implements LockClient {
    private static final String SERVICE = "redis";

    /** Short against any lease, long against a round trip. */
    private static final Duration POLL = Duration.ofMillis(25);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    /** Long against a lease: a late answer must be seen late, not taken for none. */
    private static final Duration REPLY_LIMIT = Duration.ofSeconds(10);

    private final Redis redis;
    private final Duration lease;
    private final Map<Mode, LeaseSteps> stepsByMode;
    private final Supplier<String> owners;
    private final @Nullable Watchdog watchdog;

    /** What a grant needs for its release. */
    private record Hold(String owner, LeaseSteps steps) {}

    /** A lock on the service {@code redis}, for one holder at a time. */
    public LeaseLock(Endpoints endpoints, LockOptions options, LeaseSteps steps) {
        this(endpoints, options, Map.of(Mode.EXCLUSIVE, steps), () -> UUID.randomUUID().toString());
    }

    /**
     * A lock on the service {@code redis}, whichever of its servers the sentinels name, for one
     * holder at a time.
     *
     * @param steps without renewal, which is told of no other server
     */
    public static LeaseLock watchedBy(
            String sentinels, Endpoints endpoints, LockOptions options, LeaseSteps steps) {
        Redis redis = Redis.watchedBy(sentinels, SERVICE, endpoints, CONNECT_LIMIT, REPLY_LIMIT);
        return new LeaseLock(
                redis,
                null,
                options,
                Map.of(Mode.EXCLUSIVE, steps),
                () -> UUID.randomUUID().toString());
    }

    /** The same with steps of their own for each mode. */
    public static LeaseLock shared(
            Endpoints endpoints, LockOptions options, Map<Mode, LeaseSteps> steps) {
        return new LeaseLock(endpoints, options, steps, () -> UUID.randomUUID().toString());
    }

    /** The same, whose owner is the calling thread, so that it is known when it comes again. */
    public static LeaseLock ownedByThread(
            Endpoints endpoints, LockOptions options, LeaseSteps steps) {
        String process = UUID.randomUUID().toString();
        return new LeaseLock(
                endpoints,
                options,
                Map.of(Mode.EXCLUSIVE, steps),
                () -> process + "-" + Thread.currentThread().getId());
    }

    private LeaseLock(
            Endpoints endpoints,
            LockOptions options,
            Map<Mode, LeaseSteps> steps,
            Supplier<String> owners) {
        this(
                Redis.at(endpoints.of(SERVICE), CONNECT_LIMIT, REPLY_LIMIT),
                Optional.ofNullable(steps.get(Mode.EXCLUSIVE))
                        .flatMap(LeaseSteps::renew)
                        .map(renew -> new Watchdog(endpoints.of(SERVICE), options.lease(), renew))
                        .orElse(null),
                options,
                steps,
                owners);
    }

    private LeaseLock(
            Redis redis,
            @Nullable Watchdog watchdog,
            LockOptions options,
            Map<Mode, LeaseSteps> steps,
            Supplier<String> owners) {
        this.redis = redis;
        this.watchdog = watchdog;
        this.lease = options.lease();
        this.stepsByMode = Map.copyOf(steps);
        this.owners = owners;
    }

    @Override
    public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit)
            throws InterruptedException {
        return acquire(lock, Mode.EXCLUSIVE, waitLimit);
    }

    @Override
    public Optional<Grant> acquire(String lock, Mode mode, Optional<Duration> waitLimit)
            throws InterruptedException {
        LeaseSteps steps = stepsByMode.get(mode);
        if (steps == null) {
            throw new DefiniteFailureException("this lock has no mode " + mode);
        }
        String owner = owners.get();
        long start = System.nanoTime();
        while (true) {
            LeaseSteps.Taken taken = steps.take().take(redis, lock, owner, lease);
            if (taken.granted()) {
                return Optional.of(grant(lock, new Hold(owner, steps), taken));
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waitLimit.isPresent() && waited.plus(POLL).compareTo(waitLimit.get()) > 0) {
                return Optional.empty();
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    private Grant grant(String lock, Hold hold, LeaseSteps.Taken taken) {
        Grant grant = Grant.of(lock).withLease(lease).withHandle(hold);
        if (taken.token().isPresent()) {
            grant = grant.withToken(taken.token().getAsLong());
        }
        if (watchdog == null) {
            return grant;
        }
        watchdog.watch(lock, hold.owner());
        return grant.withRenewal();
    }

    @Override
    public Release release(Grant grant) throws InterruptedException {
        Hold hold = (Hold) Objects.requireNonNull(grant.handle(), "grant of another lock");
        if (watchdog != null) {
            watchdog.forget(hold.owner());
        }
        return hold.steps().give().give(redis, grant.lock(), hold.owner())
                ? Release.RELEASED
                : Release.NOT_HELD;
    }

    @Override
    public void close() {
        if (watchdog != null) {
            watchdog.close();
        }
        redis.close();
    }
}
