package dev.holdfast.impl.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import redis.clients.jedis.params.SetParams;

/**
 * The three things that a lease lock does to its key, each of which can be done wrong.
 *
 * @param take how the key is taken
 * @param give how it is given back
 * @param renew how its time to live is renewed; empty: it is not
 */
public record LeaseSteps(Take take, Give give, Optional<Renew> renew) {

    /** Tries once to take a free lock. Throws when nobody knows whether it did. */
    @FunctionalInterface
    public interface Take {
        /** Whether {@code owner}, a name unique to this acquire, now has the lock. */
        Taken take(Redis redis, String lock, String owner, Duration lease);
    }

    /** Gives a lock back. Throws when nobody knows whether it did. */
    @FunctionalInterface
    public interface Give {
        /** Whether the lock was given back; false: it was not this owner's any more. */
        boolean give(Redis redis, String lock, String owner) throws InterruptedException;
    }

    /** Renews a lease; called by the watchdog. */
    @FunctionalInterface
    public interface Renew {
        /** Whether the lease runs on; false: the lock is lost, stop renewing. */
        boolean renew(Redis redis, String lock, String owner, Duration lease);
    }

    /**
     * The answer to a take.
     *
     * @param granted whether the lock was free and is now the owner's
     * @param token the fencing token of the grant, where the lock gives one
     */
    public record Taken(boolean granted, OptionalLong token) {

        /** Granted or refused, without a fencing token. */
        public static Taken of(boolean granted) {
            return new Taken(granted, OptionalLong.empty());
        }
    }

    /** Random owner in, compare and delete out. */
    public static LeaseSteps owned() {
        return new LeaseSteps(LeaseSteps::setIfAbsent, LeaseSteps::deleteIfOwner, Optional.empty());
    }

    /** The same steps with another take. */
    public LeaseSteps taking(Take other) {
        return new LeaseSteps(other, give, renew);
    }

    /** The same steps with another give. */
    public LeaseSteps giving(Give other) {
        return new LeaseSteps(take, other, renew);
    }

    /** The same steps with a renewal. */
    public LeaseSteps renewing(Renew other) {
        return new LeaseSteps(take, give, Optional.of(other));
    }

    /** One SET NX PX. */
    public static Taken setIfAbsent(Redis redis, String lock, String owner, Duration lease) {
        SetParams ifAbsent = SetParams.setParams().nx().px(lease.toMillis());
        return Taken.of(redis.call(client -> client.set(lock, owner, ifAbsent)) != null);
    }

    /**
     * SET NX PX and the next fencing token in one script: were they two calls, a slow holder could
     * draw its token after the next holder drew one, and would pass for the younger of the two.
     */
    public static Taken setIfAbsentAndCount(
            Redis redis, String lock, String owner, Duration lease) {
        Object token =
                redis.eval(
                        "if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then"
                                + " return redis.call('INCR', 'fence:' .. KEYS[1]) else return 0"
                                + " end",
                        lock,
                        owner,
                        Long.toString(lease.toMillis()));
        return token.equals(0L) ? Taken.of(false) : new Taken(true, OptionalLong.of((Long) token));
    }

    /** Compares and deletes in one script: between two calls the lock could change hands. */
    public static boolean deleteIfOwner(Redis redis, String lock, String owner) {
        return redis.eval(
                        "if redis.call('GET', KEYS[1]) == ARGV[1] then"
                                + " return redis.call('DEL', KEYS[1]) else return 0 end",
                        lock,
                        owner)
                .equals(1L);
    }

    /** Compares and renews in one script. */
    public static boolean extendIfOwner(Redis redis, String lock, String owner, Duration lease) {
        return redis.eval(
                        "if redis.call('GET', KEYS[1]) == ARGV[1] then"
                                + " return redis.call('PEXPIRE', KEYS[1], ARGV[2]) else return 0"
                                + " end",
                        lock,
                        owner,
                        Long.toString(lease.toMillis()))
                .equals(1L);
    }
}
