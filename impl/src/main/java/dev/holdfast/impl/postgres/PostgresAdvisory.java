package dev.holdfast.impl.postgres;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.topology.Endpoints;
import dev.holdfast.impl.topology.Topology;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A session-level advisory lock on a connection of its own.
 *
 * <p>It ends with the connection, at once and without a word to the holder, who finds out when it
 * next uses that connection: at the release. A holder that stands still keeps it.
 */
public final class PostgresAdvisory implements LockSystem {

    @Override
    public String name() {
        return "postgres-advisory";
    }

    @Override
    public String summary() {
        return "PostgreSQL's pg_advisory_lock, held by a connection of its own";
    }

    @Override
    public Topology topology() {
        return Topology.onePostgres();
    }

    /** A pause breaks nothing: the server waits for as long as the connection stands. */
    @Override
    public Claims claims() {
        Claims claims = Claims.safe().breaking(Promise.SERVICE, Hazard.FAILOVER);
        for (Promise promise : new Promise[] {Promise.BELIEF, Promise.RESOURCE}) {
            claims =
                    claims.breaking(
                            promise,
                            Hazard.CUT,
                            Hazard.KILL_DURABLE,
                            Hazard.KILL_VOLATILE,
                            Hazard.FAILOVER);
        }
        return claims;
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new Client(new Postgres(endpoints));
    }

    private record Client(Postgres postgres) implements LockClient {
        /** So that every wait has an end; who waits on asks again, at the end of the queue. */
        private static final Duration ROUND = Duration.ofSeconds(5);

        @Override
        public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit) {
            long start = System.nanoTime();
            Connection connection = postgres.connect();
            boolean granted = false;
            try {
                do {
                    Duration waited = Duration.ofNanos(System.nanoTime() - start);
                    Duration left = waitLimit.map(l -> l.minus(waited)).orElse(ROUND);
                    granted = lock(connection, lock, left.compareTo(ROUND) < 0 ? left : ROUND);
                } while (!granted && isLeft(start, waitLimit));
                return granted
                        ? Optional.of(
                                Grant.of(lock)
                                        .withSession(Duration.ZERO)
                                        .withHandle(new AtomicReference<>(connection)))
                        : Optional.empty();
            } catch (SQLException e) {
                throw new PostgresException(e);
            } finally {
                if (!granted) {
                    postgres.end(connection);
                }
            }
        }

        private static boolean isLeft(long start, Optional<Duration> waitLimit) {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            return waitLimit.isEmpty() || waited.compareTo(waitLimit.get()) < 0;
        }

        private static boolean lock(Connection connection, String lock, Duration limit)
                throws SQLException {
            Postgres.limitWaits(connection, limit);
            try {
                ask(connection, "SELECT pg_advisory_lock(hashtextextended(?, 0)) IS NULL", lock);
                return true;
            } catch (SQLException e) {
                if (Postgres.LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                    return false;
                }
                throw e;
            }
        }

        private static boolean ask(Connection connection, String question, String lock)
                throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(question)) {
                statement.setString(1, lock);
                try (ResultSet answer = statement.executeQuery()) {
                    return answer.next() && answer.getBoolean(1);
                }
            }
        }

        /** True says that this session held it, and a session that lost it never holds it again. */
        @Override
        public Release release(Grant grant) {
            @Nullable Connection connection = taken(grant);
            if (connection == null) {
                return Release.NOT_HELD;
            }
            try {
                return ask(
                                connection,
                                "SELECT pg_advisory_unlock(hashtextextended(?, 0))",
                                grant.lock())
                        ? Release.CONFIRMED
                        : Release.NOT_HELD;
            } catch (SQLException e) {
                throw new PostgresException(e);
            } finally {
                postgres.end(connection);
            }
        }

        private static @Nullable Connection taken(Grant grant) {
            Object handle = Objects.requireNonNull(grant.handle(), "grant of another lock");
            return (Connection) ((AtomicReference<?>) handle).getAndSet(null);
        }

        @Override
        public void close() {
            postgres.close();
        }
    }
}
