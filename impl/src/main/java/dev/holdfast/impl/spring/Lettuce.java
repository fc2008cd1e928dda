package dev.holdfast.impl.spring;

import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Connections to the service {@code redis} with Lettuce, as Spring sets it up.
 *
 * <p>One connection for all threads. Lettuce opens it again by itself, and sends once more what was
 * not answered: everything at least once, for up to a minute.
 */
public final class Lettuce {
    private Lettuce() {}

    /** Connects at the first command. */
    public static LettuceConnectionFactory connections(Endpoints endpoints) {
        Address address = endpoints.of("redis");
        LettuceConnectionFactory connections =
                new LettuceConnectionFactory(address.host(), address.port());
        connections.afterPropertiesSet();
        connections.start();
        return connections;
    }
}
