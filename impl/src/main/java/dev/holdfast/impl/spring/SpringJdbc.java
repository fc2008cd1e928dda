package dev.holdfast.impl.spring;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.redis.LeaseClaims;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;
import dev.holdfast.impl.topology.Topology;

/**
 * Spring Integration's JdbcLockRegistry on PostgreSQL, with the insert that its manual gives for
 * that. The ends of leases are told and judged by the clocks of the clients.
 */
public final class SpringJdbc implements LockSystem {
    @Override
    public String name() {
        return "spring-jdbc";
    }

    @Override
    public String summary() {
        return "Spring Integration's JdbcLockRegistry on PostgreSQL, by the clients' clocks";
    }

    @Override
    public Topology topology() {
        return Topology.onePostgres();
    }

    @Override
    public Claims claims() {
        return LeaseClaims.onOneServer();
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return Registries.onPostgres(endpoints, options);
    }
}
