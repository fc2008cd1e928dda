package dev.holdfast.impl.redisson;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.lock.Term;
import dev.holdfast.impl.lock.WarmUp;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.redisson.Redisson;
import org.redisson.api.RFencedLock;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/**
 * The locks of one agent with Redisson on one server, set up as its manual's first example; its
 * holder is a thread of this client.
 *
 * <p>Redisson tries again by itself what was not answered, a release under an id by which the
 * server knows it, an acquire not at all. So an exception proves nothing, and neither does the one
 * that says that the lock is not this thread's, as long as the lease may run: the answer of a first
 * release may be what was lost.
 */
final class RedissonLocks implements LockClient {

    /** How often a wait without limit for a fenced lock asks anew, as Redisson knows no such. */
    private static final Duration ROUND = Duration.ofSeconds(5);

    private final RedissonClient redisson;
    private final Duration lease;
    private final Kind kind;

    /** Which of Redisson's locks. */
    enum Kind {
        /** RLock with a lease that is given. */
        LEASED,
        /** RLock whose lease the watchdog renews. */
        RENEWED,
        /** RFencedLock with a lease that is given. */
        FENCED
    }

    private RedissonLocks(RedissonClient redisson, Duration lease, Kind kind) {
        this.redisson = redisson;
        this.lease = lease;
        this.kind = kind;
    }

    /** A lock that is held, by the thread that acquired it. */
    private record Hold(RLock lock, Term term, AtomicBoolean released) {

        static Hold of(RLock lock, Term term) {
            return new Hold(lock, term, new AtomicBoolean());
        }
    }

    /** Connects if it can; else at the first acquire that finds a server. */
    static RedissonLocks connect(Endpoints endpoints, LockOptions options, Kind kind) {
        Config config = new Config();
        config.setLazyInitialization(true);
        config.setLockWatchdogTimeout(options.lease().toMillis());
        config.useSingleServer().setAddress("redis://" + endpoints.of("redis"));
        RedissonClient redisson = Redisson.create(config);
        return WarmUp.of(new RedissonLocks(redisson, options.lease(), kind), options.client());
    }

    @Override
    public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit)
            throws InterruptedException {
        return kind == Kind.FENCED ? fenced(lock, waitLimit) : plain(lock, waitLimit);
    }

    private Optional<Grant> plain(String name, Optional<Duration> waitLimit)
            throws InterruptedException {
        RLock lock = redisson.getLock(name);
        long asked = System.nanoTime();
        if (!locked(lock, kind == Kind.RENEWED ? -1 : lease.toMillis(), waitLimit)) {
            return Optional.empty();
        }
        Grant grant = grant(name, lock, asked);
        return Optional.of(kind == Kind.RENEWED ? grant.withRenewal() : grant);
    }

    /**
     * Acquires.
     *
     * @param leaseMillis −1 for the watchdog
     */
    private static boolean locked(RLock lock, long leaseMillis, Optional<Duration> waitLimit)
            throws InterruptedException {
        if (waitLimit.isPresent()) {
            return lock.tryLock(waitLimit.get().toMillis(), leaseMillis, TimeUnit.MILLISECONDS);
        }
        lock.lockInterruptibly(leaseMillis, TimeUnit.MILLISECONDS);
        return true;
    }

    private Optional<Grant> fenced(String name, Optional<Duration> waitLimit) {
        RFencedLock lock = redisson.getFencedLock(name);
        long asked = System.nanoTime();
        Long token;
        do {
            token =
                    lock.tryLockAndGetToken(
                            waitLimit.orElse(ROUND).toMillis(),
                            lease.toMillis(),
                            TimeUnit.MILLISECONDS);
        } while (token == null && waitLimit.isEmpty());
        return token == null
                ? Optional.empty()
                : Optional.of(grant(name, lock, asked).withToken(token));
    }

    private Grant grant(String name, RLock lock, long asked) {
        return Grant.of(name)
                .withLease(lease)
                .withHandle(Hold.of(lock, Term.answered(lease, asked)));
    }

    @Override
    public Release release(Grant grant) {
        Hold hold = (Hold) Objects.requireNonNull(grant.handle(), "grant of another lock");
        try {
            hold.lock().unlock();
            hold.released().set(true);
            return Release.RELEASED;
        } catch (IllegalMonitorStateException e) {
            if (hold.released().get() || (!grant.renewed() && hold.term().isOver())) {
                return Release.NOT_HELD;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        redisson.shutdown(0, 2, TimeUnit.SECONDS);
    }
}
