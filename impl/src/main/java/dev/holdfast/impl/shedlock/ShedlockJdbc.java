package dev.holdfast.impl.shedlock;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.WarmUp;
import dev.holdfast.impl.postgres.PostgresPool;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.topology.Endpoints;
import dev.holdfast.impl.topology.Topology;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider.Configuration;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * ShedLock on PostgreSQL, by JdbcTemplate and the time of the database, as its manual sets it up.
 *
 * <p>A row with a time until which it is locked and the name of a host; an unlock looks at the host
 * only, so whoever is late frees the lock of another client on its host. An agent is a host.
 */
public final class ShedlockJdbc implements LockSystem {
    private static final String TABLE =
            """
            CREATE TABLE IF NOT EXISTS shedlock(name VARCHAR(64) NOT NULL,
                lock_until TIMESTAMP NOT NULL, locked_at TIMESTAMP NOT NULL,
                locked_by VARCHAR(255) NOT NULL, PRIMARY KEY (name))
            """;

    @Override
    public String name() {
        return "shedlock-jdbc";
    }

    @Override
    public String summary() {
        return "ShedLock on PostgreSQL: a row with a host and an end, by the database's clock";
    }

    @Override
    public Topology topology() {
        return Topology.onePostgres();
    }

    @Override
    public Claims claims() {
        return ShedlockClaims.ofLateUnlocks();
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        PostgresPool pool = new PostgresPool(endpoints, TABLE);
        return WarmUp.of(
                new ShedLocks(OnPostgres.of(pool, options.client()), options.lease()),
                options.client());
    }

    private record OnPostgres(PostgresPool pool, LockProvider provider) implements ShedLocks.Store {

        static OnPostgres of(PostgresPool pool, String host) {
            LockProvider provider =
                    new JdbcTemplateLockProvider(
                            Configuration.builder()
                                    .withJdbcTemplate(new JdbcTemplate(pool.dataSource()))
                                    .withLockedByValue(host)
                                    .usingDbTime()
                                    .build());
            return new OnPostgres(pool, new Watching(pool, provider));
        }

        @Override
        public void prepare() {
            pool.makeTable();
        }

        @Override
        public boolean grantsWholeLease() {
            // It runs from when the transaction began, which then may have waited for another.
            return false;
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    /** Notices that the server came back without the table. */
    private record Watching(PostgresPool pool, LockProvider provider) implements LockProvider {

        @Override
        public Optional<SimpleLock> lock(LockConfiguration configuration) {
            try {
                return provider.lock(configuration);
            } catch (RuntimeException e) {
                if (e instanceof BadSqlGrammarException
                        || e.getCause() instanceof BadSqlGrammarException) {
                    pool.forgetTable();
                    throw new DefiniteFailureException("no table to lock in", e);
                }
                throw e;
            }
        }
    }
}
