package dev.holdfast.impl.postgres;

import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.topology.Endpoints;
import dev.holdfast.impl.topology.Topology;
import java.util.Optional;

/**
 * No lock beside the data: the account's row is locked by SELECT FOR UPDATE, read and written in
 * one transaction.
 *
 * <p>The lock ends with the commit of the write, before the holder says that it releases: so others
 * may hold it while this one still believes, and neither service nor belief is promised. Lock and
 * write cannot come apart, which is the point.
 */
public final class PostgresRow implements LockSystem {

    @Override
    public String name() {
        return "postgres-row";
    }

    @Override
    public String summary() {
        return "SELECT FOR UPDATE on the account's row, in the same transaction as the write";
    }

    @Override
    public Topology topology() {
        return Topology.onePostgres();
    }

    @Override
    public Claims claims() {
        Hazard[] always = Hazard.values();
        return Claims.only(Promise.RESOURCE)
                .breaking(Promise.SERVICE, Hazard.NONE, always)
                .breaking(Promise.BELIEF, Hazard.NONE, always)
                .breaking(Promise.RESOURCE, Hazard.KILL_VOLATILE, Hazard.FAILOVER);
    }

    @Override
    public Optional<String> ledgerService() {
        return Optional.of("postgres");
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new RowLocks(new Postgres(endpoints));
    }
}
