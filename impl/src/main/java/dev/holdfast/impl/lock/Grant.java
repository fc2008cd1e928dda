package dev.holdfast.impl.lock;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a successful acquire returns: the right to believe that one holds the lock.
 *
 * @param lock the lock's name
 * @param token the fencing token, where the lock gives one: higher than every earlier grant's
 * @param lease how long the service keeps the lock for its holder unless that is renewed, counted
 *     from the moment at which the service granted it; empty if it keeps it until released
 * @param renewed whether a watchdog renews the lease until the release; false without a lease
 * @param handle whatever the implementation needs for the release, for example its random owner
 *     token; it stays inside the agent
 */
public record Grant(
        String lock,
        OptionalLong token,
        Optional<Duration> lease,
        boolean renewed,
        @Nullable Object handle) {

    /** A grant of {@code lock} without token, lease or handle. */
    public static Grant of(String lock) {
        return new Grant(lock, OptionalLong.empty(), Optional.empty(), false, null);
    }

    /** The same grant with a fencing token. */
    public Grant withToken(long fencingToken) {
        return new Grant(lock, OptionalLong.of(fencingToken), lease, renewed, handle);
    }

    /** The same grant with a lease. */
    public Grant withLease(Duration length) {
        return new Grant(lock, token, Optional.of(length), renewed, handle);
    }

    /** The same grant, its lease renewed by a watchdog until the release. */
    public Grant withRenewal() {
        return new Grant(lock, token, lease, true, handle);
    }

    /** The same grant with the implementation's own handle. */
    public Grant withHandle(Object ownHandle) {
        return new Grant(lock, token, lease, renewed, ownHandle);
    }
}
