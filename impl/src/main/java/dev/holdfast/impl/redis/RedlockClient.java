package dev.holdfast.impl.redis;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.topology.Address;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One agent's side of Redlock.
 *
 * <p>The lease of a grant is the validity time, counted from the moment at which a majority had
 * voted: each vote lasts a whole time to live from after the start, two majorities share a master,
 * and there the second vote comes only after the first has ended. The time that the voting took and
 * what clocks may differ by is taken off.
 */
final class RedlockClient implements LockClient {
    private static final Duration POLL = Duration.ofMillis(25);

    /** As published: a hundredth of the lease, and two milliseconds for small ones. */
    private static final int DRIFT_SHARE = 100;

    private static final Duration DRIFT_LEAST = Duration.ofMillis(2);

    /** Small against the lease, so that a master that is away does not use it up. */
    private static final int REPLY_SHARE = 20;

    private final List<Redis> masters;
    private final int majority;
    private final Duration lease;
    private final SplittableRandom random;

    RedlockClient(List<Address> addresses, LockOptions options) {
        Duration limit = options.lease().dividedBy(REPLY_SHARE);
        this.masters = addresses.stream().map(a -> Redis.at(a, limit, limit)).toList();
        this.majority = addresses.size() / 2 + 1;
        this.lease = options.lease();
        // Clients must not ask again in step, and a run must be the same with the same names.
        this.random = new SplittableRandom(options.client().hashCode());
    }

    @Override
    public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit)
            throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            // Another one for each attempt: a vote of an earlier one that comes late is not ours.
            String owner = UUID.randomUUID().toString();
            long asked = System.nanoTime();
            int votes = votes(lock, owner);
            Duration took = Duration.ofNanos(System.nanoTime() - asked);
            Duration validity =
                    lease.minus(took).minus(lease.dividedBy(DRIFT_SHARE)).minus(DRIFT_LEAST);
            if (votes >= majority && validity.toMillis() > 0) {
                Duration whole = Duration.ofMillis(validity.toMillis());
                return Optional.of(Grant.of(lock).withLease(whole).withHandle(owner));
            }
            giveBack(lock, owner);
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waitLimit.isPresent() && waited.plus(POLL).compareTo(waitLimit.get()) > 0) {
                return Optional.empty();
            }
            Thread.sleep(pause());
        }
    }

    private synchronized long pause() {
        return POLL.toMillis() + random.nextLong(POLL.toMillis());
    }

    private int votes(String lock, String owner) {
        int votes = 0;
        for (Redis master : masters) {
            try {
                votes += LeaseSteps.setIfAbsent(master, lock, owner, lease).granted() ? 1 : 0;
            } catch (JedisException | DefiniteFailureException e) {
                // No vote, as far as this client may count.
            }
        }
        return votes;
    }

    /** What became of the votes: taken back, or perhaps taken back. */
    private record GivenBack(int certain, int unknown, Optional<RuntimeException> error) {}

    private GivenBack giveBack(String lock, String owner) {
        int certain = 0;
        int unknown = 0;
        Optional<RuntimeException> error = Optional.empty();
        for (Redis master : masters) {
            try {
                certain += LeaseSteps.deleteIfOwner(master, lock, owner) ? 1 : 0;
            } catch (JedisException | DefiniteFailureException e) {
                unknown++;
                error = Optional.of(e);
            }
        }
        return new GivenBack(certain, unknown, error);
    }

    /**
     * Gives every vote back: still held where that was a majority.
     *
     * @throws RuntimeException of a master without an answer, if that decides
     */
    @Override
    public Release release(Grant grant) {
        String owner = (String) Objects.requireNonNull(grant.handle(), "grant of another lock");
        GivenBack back = giveBack(grant.lock(), owner);
        if (back.certain() >= majority) {
            return Release.RELEASED;
        }
        if (back.certain() + back.unknown() >= majority && back.error().isPresent()) {
            throw new IllegalStateException(
                    "nobody knows whether a majority still had it", back.error().get());
        }
        return Release.NOT_HELD;
    }

    @Override
    public void close() {
        masters.forEach(Redis::close);
    }
}
