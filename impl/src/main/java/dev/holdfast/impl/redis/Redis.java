package dev.holdfast.impl.redis;

import dev.holdfast.impl.lock.DefiniteFailureException;
import dev.holdfast.impl.topology.Address;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.providers.PooledConnectionProvider;

/**
 * Connections to one Redis that never send a command twice.
 *
 * <p>A connection is opened at the first command and again after it broke, and nothing but the
 * command goes over it (no HELLO, no CLIENT SETINFO), so that what a fault delays or loses is the
 * command itself. Concurrent callers get a connection each. Safe for several threads.
 */
public final class Redis implements AutoCloseable {

    /** As many as an agent has sessions: a call that hangs must not keep another one waiting. */
    private static final int CONNECTIONS_MAX = 4096;

    private static final int IDLE_CONNECTIONS_MAX = 256;

    /** Errors that the server gives before it does anything. */
    private static final Set<String> REFUSED =
            Set.of("LOADING", "MASTERDOWN", "MISCONF", "NOREPLICAS", "READONLY");

    private final RedisClient client;

    private Redis(RedisClient client) {
        this.client = client;
    }

    /**
     * Prepares connections to {@code address}; does not connect yet.
     *
     * @param connectLimit how long a connect may take; zero for no limit
     * @param replyLimit how long a reply may take; zero for no limit
     */
    public static Redis at(Address address, Duration connectLimit, Duration replyLimit) {
        GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
        pool.setMaxTotal(CONNECTIONS_MAX);
        pool.setMaxIdle(IDLE_CONNECTIONS_MAX);
        pool.setBlockWhenExhausted(false);
        pool.setJmxEnabled(false);
        DefaultJedisClientConfig.Builder plain =
                DefaultJedisClientConfig.builder()
                        .connectionTimeoutMillis((int) connectLimit.toMillis())
                        .socketTimeoutMillis((int) replyLimit.toMillis())
                        .autoNegotiateProtocol(false)
                        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        PooledConnectionProvider provider =
                new PooledConnectionProvider(
                        new HostAndPort(address.host(), address.port()), plain.build(), pool);
        return new Redis(
                RedisClient.builder()
                        .hostAndPort(address.host(), address.port())
                        // Told the protocol, the client does not connect to ask for it.
                        .clientConfig(plain.resp2().build())
                        .connectionProvider(provider)
                        .commandExecutor(new Once(provider))
                        .build());
    }

    /**
     * Sends one command and returns its reply.
     *
     * @throws DefiniteFailureException if no connection could be made, so nothing was sent; or if
     *     the server takes no commands of this kind at present, being a replica, for example
     * @throws redis.clients.jedis.exceptions.JedisException otherwise; the command may take effect
     *     at any later time
     */
    public <T> T call(Function<RedisClient, T> command) {
        return command.apply(client);
    }

    /** Runs {@code script} atomically on one key; throws as {@link #call} does. */
    public Object eval(String script, String key, String... arguments) {
        return call(redis -> redis.eval(script, List.of(key), List.of(arguments)));
    }

    /** Closes every connection; calls under way fail. */
    @Override
    public void close() {
        client.close();
    }

    /**
     * Tells a command that was never sent, for want of a connection, from one that may have been.
     */
    private record Once(PooledConnectionProvider provider) implements CommandExecutor {

        @Override
        public <T> T executeCommand(CommandObject<T> command) {
            try (Connection connection = connect()) {
                return connection.executeCommand(command);
            } catch (JedisDataException e) {
                String message = String.valueOf(e.getMessage());
                if (REFUSED.contains(message.split(" ", 2)[0])) {
                    throw new DefiniteFailureException(message, e);
                }
                throw e;
            }
        }

        private Connection connect() {
            try {
                return provider.getConnection();
            } catch (JedisException e) {
                throw new DefiniteFailureException("not connected: " + reason(e), e);
            }
        }

        /** Jedis keeps the reason as a cause or as suppressed. */
        private static String reason(Throwable error) {
            Throwable reason = error;
            while (reason.getCause() != null || reason.getSuppressed().length > 0) {
                Throwable cause = reason.getCause();
                reason = cause != null ? cause : reason.getSuppressed()[0];
            }
            return String.valueOf(reason.getMessage());
        }

        @Override
        public void close() {
            provider.close();
        }
    }
}
