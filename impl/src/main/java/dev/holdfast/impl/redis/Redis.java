package dev.holdfast.impl.redis;

import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
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
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.util.IOUtils;

/**
 * Connections to one Redis, or to whichever of several is the primary, that never send a command
 * twice.
 *
 * <p>A connection is opened at the first command and again after it broke, and nothing but the
 * command goes over it (no HELLO, no CLIENT SETINFO), so that what a fault delays or loses is the
 * command itself. Concurrent callers get a connection each. Safe for several threads.
 */
public final class Redis implements AutoCloseable {

    /** As many as an agent has sessions: a call that hangs must not keep another one waiting. */
    private static final int CONNECTIONS_MAX = 4096;

    private static final int IDLE_CONNECTIONS_MAX = 256;

    /** As Jedis has it: a sentinel that does not answer is passed over for the next one. */
    private static final Duration SENTINEL_LIMIT = Duration.ofSeconds(2);

    /** Errors that the server gives before it does anything. */
    private static final Set<String> REFUSED =
            Set.of("LOADING", "MASTERDOWN", "MISCONF", "NOREPLICAS", "READONLY");

    private final UnifiedJedis client;

    private Redis(UnifiedJedis client) {
        this.client = client;
    }

    /**
     * Prepares connections to {@code address}; does not connect yet.
     *
     * @param connectLimit how long a connect may take; zero for no limit
     * @param replyLimit how long a reply may take; zero for no limit
     */
    public static Redis at(Address address, Duration connectLimit, Duration replyLimit) {
        DefaultJedisClientConfig.Builder plain = plain(connectLimit, replyLimit);
        PooledConnectionProvider provider =
                new PooledConnectionProvider(
                        new HostAndPort(address.host(), address.port()), plain.build(), pool());
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
     * Prepares connections to the primary that sentinels name; does not ask them yet.
     *
     * @param sentinels the name of their ensemble
     * @param service the service that they watch, which they know by the same name
     * @param connectLimit how long a connect to the primary may take; zero for no limit
     * @param replyLimit how long its reply may take; zero for no limit
     */
    public static Redis watchedBy(
            String sentinels,
            String service,
            Endpoints endpoints,
            Duration connectLimit,
            Duration replyLimit) {
        DefaultJedisClientConfig.Builder plain = plain(connectLimit, replyLimit);
        SentinelConnections provider =
                new SentinelConnections(
                        service,
                        endpoints.members(sentinels),
                        plain.hostAndPortMapper(told -> wayTo(told, endpoints)).build(),
                        plain(SENTINEL_LIMIT, SENTINEL_LIMIT).build(),
                        pool());
        return new Redis(
                RedisSentinelClient.builder()
                        .masterName(service)
                        .sentinels(provider.sentinels())
                        .clientConfig(plain.resp2().build())
                        .connectionProvider(provider)
                        .commandExecutor(new Once(provider))
                        .build());
    }

    private static HostAndPort wayTo(HostAndPort told, Endpoints endpoints) {
        Address way = endpoints.wayTo(new Address(told.getHost(), told.getPort()));
        return new HostAndPort(way.host(), way.port());
    }

    private static GenericObjectPoolConfig<Connection> pool() {
        GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
        pool.setMaxTotal(CONNECTIONS_MAX);
        pool.setMaxIdle(IDLE_CONNECTIONS_MAX);
        pool.setBlockWhenExhausted(false);
        pool.setJmxEnabled(false);
        return pool;
    }

    private static DefaultJedisClientConfig.Builder plain(
            Duration connectLimit, Duration replyLimit) {
        return DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis((int) connectLimit.toMillis())
                .socketTimeoutMillis((int) replyLimit.toMillis())
                .autoNegotiateProtocol(false)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    }

    /**
     * Sends one command and returns its reply.
     *
     * @throws DefiniteFailureException if no connection could be made, so nothing was sent; or if
     *     the server takes no commands of this kind at present, being a replica, for example
     * @throws redis.clients.jedis.exceptions.JedisException otherwise; the command may take effect
     *     at any later time
     */
    public <T> T call(Function<UnifiedJedis, T> command) {
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
    private record Once(ConnectionProvider provider) implements CommandExecutor {

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
            IOUtils.closeQuietly(provider);
        }
    }
}
