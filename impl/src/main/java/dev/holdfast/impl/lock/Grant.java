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
 * @param session of a lock that is its holder's for as long as a session of that holder lives: how
 *     long the session certainly lasts, counted from the call of acquire, even if the service hears
 *     nothing more from the client; zero if it ends with the connection. Empty of a lock that knows
 *     no sessions. A grant has a lease or a session, or neither, never both
 * @param renewed whether a watchdog renews the lease until the release; false without a lease
 * @param handle whatever the implementation needs for the release, for example its random owner
 *     token; it stays inside the agent
 */
public record Grant(
        String lock,
        OptionalLong token,
        Optional<Duration> lease,
        Optional<Duration> session,
        boolean renewed,
        @Nullable Object handle) {

    /** A grant of {@code lock} without token, lease or handle. */
    public static Grant of(String lock) {
        return new Grant(
                lock, OptionalLong.empty(), Optional.empty(), Optional.empty(), false, null);
    }

    /** The same grant with a fencing token. */
    public Grant withToken(long fencingToken) {
        return new Grant(lock, OptionalLong.of(fencingToken), lease, session, renewed, handle);
    }

    /** The same grant with a lease. */
    public Grant withLease(Duration length) {
        return new Grant(lock, token, Optional.of(length), session, renewed, handle);
    }

    /** The same grant, kept for as long as a session lives that lasts this long at the least. */
    public Grant withSession(Duration certain) {
        return new Grant(lock, token, lease, Optional.of(certain), renewed, handle);
    }

    /** The same grant, its lease renewed by a watchdog until the release. */
    public Grant withRenewal() {
        return new Grant(lock, token, lease, session, true, handle);
    }

    /** The same grant with the implementation's own handle. */
    public Grant withHandle(Object ownHandle) {
        return new Grant(lock, token, lease, session, renewed, ownHandle);
    }
}
