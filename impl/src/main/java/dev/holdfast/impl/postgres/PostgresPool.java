package dev.holdfast.impl.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.topology.Endpoints;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A pool of connections to the service {@code postgres}, for locks that keep a row with a lease and
 * borrow a connection for every statement; and the table in which they keep it.
 *
 * <p>HikariCP as it comes, but that it may start without a server. Safe for several threads.
 */
public final class PostgresPool implements AutoCloseable {
    private final HikariDataSource pool;
    private final String table;
    private volatile boolean isThere;

    /**
     * Prepares it; does not connect yet.
     *
     * @param table the statement that makes the table unless it is there
     */
    public PostgresPool(Endpoints endpoints, String table) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Postgres.url(endpoints));
        config.setDataSourceProperties(Postgres.properties());
        config.setInitializationFailTimeout(-1);
        this.pool = new HikariDataSource(config);
        this.table = table;
    }

    /** Where connections come from. */
    public DataSource dataSource() {
        return pool;
    }

    /**
     * Makes the table, once; before the first statement that needs it.
     *
     * @throws DefiniteFailureException if it could not, so that nothing else was asked
     */
    public void makeTable() {
        if (isThere) {
            return;
        }
        try (Connection connection = pool.getConnection();
                Statement create = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Two at once may still both try to create it, so they take turns.
            create.execute("SELECT pg_advisory_xact_lock(2)");
            create.execute(table);
            connection.commit();
            isThere = true;
        } catch (SQLException e) {
            throw new DefiniteFailureException("no table to lock in: " + e.getMessage(), e);
        }
    }

    /** To be told when the table turned out to be gone, with all else that the server knew. */
    public void forgetTable() {
        isThere = false;
    }

    @Override
    public void close() {
        pool.close();
    }
}
