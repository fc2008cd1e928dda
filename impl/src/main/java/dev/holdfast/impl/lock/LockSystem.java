package dev.holdfast.impl.lock;

import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Subject;
import dev.holdfast.impl.topology.Endpoints;
import dev.holdfast.impl.topology.Topology;
import java.time.Duration;
import java.util.Optional;

/**
 * A distributed lock under test.
 *
 * <p>A class of your own needs a public constructor without arguments. {@link #connect} is called
 * once in every agent process; the other methods may be called anywhere, at any time, and always
 * answer the same.
 */
public interface LockSystem extends Subject {

    @Override
    default Topology topology() {
        return Topology.oneRedis();
    }

    @Override
    default Claims claims() {
        return Claims.safe();
    }

    /** Who may hold one of its locks at the same time. */
    default Sharing sharing() {
        return Sharing.MUTEX;
    }

    /**
     * The shortest lease or session that makes sense with it, a whole number of seconds; a run that
     * is asked for less takes this.
     */
    default Duration shortestLease() {
        return Duration.ofSeconds(1);
    }

    /** How the ledger that it protects checks those who write. */
    default Guard guard() {
        return Guard.NONE;
    }

    /**
     * Which of its own services keeps the ledger; empty where the ledger is a service apart, which
     * the run adds under the name {@code ledger}. A ledger on a server that is no Redis is kept by
     * the client itself, which then implements a {@code Ledger} too.
     */
    default Optional<String> ledgerService() {
        return Optional.empty();
    }

    /** Connects one agent. Errors thrown here end the agent with a clear line. */
    LockClient connect(Endpoints endpoints, LockOptions options);
}
