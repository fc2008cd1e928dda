package dev.holdfast.impl.redis;

import dev.holdfast.impl.topology.Address;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.SentineledConnectionProvider;
import redis.clients.jedis.util.Delay;
import redis.clients.jedis.util.Pool;

/**
 * Jedis's connections to the primary that sentinels name, begun at the first use.
 *
 * <p>Jedis asks the sentinels when it is made, and fails if none answers; an agent that starts
 * while they are cut off would be gone for good. Safe for several threads.
 */
final class SentinelConnections implements ConnectionProvider {

    /** Five seconds in Jedis: an agent that lost a sentinel would hear of a failover too late. */
    private static final Delay RESUBSCRIBE = Delay.constant(Duration.ofMillis(500));

    private final String service;
    private final Set<HostAndPort> sentinels;
    private final JedisClientConfig primaryConfig;
    private final JedisClientConfig sentinelConfig;
    private final GenericObjectPoolConfig<Connection> pool;
    private @Nullable SentineledConnectionProvider provider;
    private boolean closed;

    SentinelConnections(
            String service,
            List<Address> sentinels,
            JedisClientConfig primaryConfig,
            JedisClientConfig sentinelConfig,
            GenericObjectPoolConfig<Connection> pool) {
        this.service = service;
        this.sentinels = new LinkedHashSet<>();
        sentinels.forEach(at -> this.sentinels.add(new HostAndPort(at.host(), at.port())));
        this.primaryConfig = primaryConfig;
        this.sentinelConfig = sentinelConfig;
        this.pool = pool;
    }

    Set<HostAndPort> sentinels() {
        return Set.copyOf(sentinels);
    }

    /** Throws a JedisException while no sentinel answers; the next call tries again. */
    private synchronized SentineledConnectionProvider provider() {
        if (closed) {
            throw new JedisConnectionException("the client is closed");
        }
        SentineledConnectionProvider present = provider;
        if (present == null) {
            present =
                    new SentineledConnectionProvider(
                            service, primaryConfig, pool, sentinels, sentinelConfig, RESUBSCRIBE);
            provider = present;
        }
        return present;
    }

    @Override
    public Connection getConnection() {
        return provider().getConnection();
    }

    @Override
    public Connection getConnection(CommandArguments arguments) {
        return provider().getConnection(arguments);
    }

    @Override
    public Map<?, Pool<Connection>> getConnectionMap() {
        return provider().getConnectionMap();
    }

    @Override
    public Map<?, Pool<Connection>> getPrimaryNodesConnectionMap() {
        return provider().getPrimaryNodesConnectionMap();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (provider != null) {
            provider.close();
        }
    }
}
