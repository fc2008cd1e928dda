package dev.holdfast.impl.postgres;

import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.topology.Endpoints;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Connections to the service {@code postgres}: database and user {@code postgres}, no password.
 *
 * <p>One for every lock that is asked for: a session is what holds it, and sessions may take what
 * they hold once more. Safe for several threads.
 */
final class Postgres implements AutoCloseable {
    /** The state of a statement that gave up waiting for a lock, and so did nothing. */
    static final String LOCK_NOT_AVAILABLE = "55P03";

    /** The state of a statement that names a table that is not there. */
    static final String UNDEFINED_TABLE = "42P01";

    private static final String CONNECT_SECONDS = "5";
    private static final int REPLY_MILLIS = 10_000;
    private static final Executor AT_ONCE = Runnable::run;

    private final String url;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    Postgres(Endpoints endpoints) {
        this.url = url(endpoints);
    }

    /** Where the service is. */
    static String url(Endpoints endpoints) {
        return "jdbc:postgresql://" + endpoints.of("postgres") + "/postgres";
    }

    /** Who connects, and how long everything may take. */
    static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("sslmode", "disable");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", Integer.toString(REPLY_MILLIS / 1000));
        return properties;
    }

    /**
     * A new connection.
     *
     * @throws DefiniteFailureException if there is none to be had, so that nothing was asked
     */
    Connection connect() {
        try {
            Connection connection = DriverManager.getConnection(url, properties());
            open.add(connection);
            return connection;
        } catch (SQLException e) {
            throw new DefiniteFailureException("not connected: " + e.getMessage(), e);
        }
    }

    /** Statements on {@code connection} wait for locks no longer than this, above zero. */
    static void limitWaits(Connection connection, Duration limit) throws SQLException {
        long millis = Math.max(1, limit.toMillis());
        connection.setNetworkTimeout(AT_ONCE, Math.toIntExact(millis) + REPLY_MILLIS);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = " + millis);
        }
    }

    /** Ends a connection and with it its session; the server hears of it if it can. */
    void end(Connection connection) {
        open.remove(connection);
        try {
            connection.close();
        } catch (SQLException e) {
            // It was broken: the server notices by itself.
        }
    }

    @Override
    public void close() {
        open.forEach(this::end);
    }
}
