package dev.holdfast.impl.spring;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.WarmUp;
import dev.holdfast.impl.postgres.PostgresPool;
import dev.holdfast.impl.topology.Endpoints;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.integration.redis.util.RedisLockRegistry;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * How the registries are set up: as their manual has it. Apart from what describes the locks, which
 * is loaded where Spring is not.
 */
final class Registries {
    private static final String TABLE =
            """
            CREATE TABLE IF NOT EXISTS INT_LOCK (LOCK_KEY CHAR(36) NOT NULL,
                REGION VARCHAR(100) NOT NULL, CLIENT_ID CHAR(36), CREATED_DATE TIMESTAMP NOT NULL,
                EXPIRED_AFTER TIMESTAMP NOT NULL,
                constraint INT_LOCK_PK primary key (LOCK_KEY, REGION))
            """;

    private Registries() {}

    static LockClient onRedis(Endpoints endpoints, LockOptions options) {
        LettuceConnectionFactory connections = Lettuce.connections(endpoints);
        RedisLockRegistry registry =
                new RedisLockRegistry(connections, "holdfast", options.lease());
        return WarmUp.of(
                new SpringLocks(
                        registry,
                        options.lease(),
                        () -> {
                            registry.destroy();
                            connections.destroy();
                        }),
                options.client());
    }

    static LockClient onPostgres(Endpoints endpoints, LockOptions options) {
        PostgresPool pool = new PostgresPool(endpoints, TABLE);
        DefaultLockRepository repository = new DefaultLockRepository(pool.dataSource());
        repository.setTransactionManager(new JdbcTransactionManager(pool.dataSource()));
        repository.setInsertQuery(repository.getInsertQuery() + " ON CONFLICT DO NOTHING");
        repository.afterPropertiesSet();
        repository.afterSingletonsInstantiated();
        return WarmUp.of(
                new SpringLocks(
                        new JdbcLockRegistry(repository, options.lease()),
                        options.lease(),
                        new OnPostgres(pool)),
                options.client());
    }

    private record OnPostgres(PostgresPool pool) implements SpringLocks.Store {

        @Override
        public void prepare() {
            pool.makeTable();
        }

        /** Notices that the server came back without the table. */
        @Override
        public void failed(RuntimeException error) {
            if (error.getCause() instanceof BadSqlGrammarException) {
                pool.forgetTable();
            }
        }

        @Override
        public void close() {
            pool.close();
        }
    }
}
