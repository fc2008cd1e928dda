package dev.holdfast.impl.sql;

import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.postgres.PostgresServer;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** As many PostgreSQL as a test needs, called {@code bank-1…}. */
public final class TestBanks implements AutoCloseable {
    private final List<PostgresServer> servers = new ArrayList<>();

    /** Starts those that {@code system} needs; skips the test where there is none to start. */
    public static TestBanks of(CommitSystem system) {
        TestBanks banks = new TestBanks();
        for (int i = 0; i < system.cast().participants().size(); i++) {
            banks.servers.add(PostgresServer.start());
        }
        return banks;
    }

    /** Where they are. */
    public Endpoints endpoints() {
        Map<String, Address> addresses = new HashMap<>();
        for (int i = 0; i < servers.size(); i++) {
            addresses.put("bank-" + (i + 1), servers.get(i).address());
        }
        return new Endpoints(addresses);
    }

    /** The n-th, from 1. */
    public PostgresServer server(int n) {
        return servers.get(n - 1);
    }

    /** Each of the bank's backends tells its client that an administrator ends it. */
    public void endBackends(int bank) throws SQLException {
        try (Connection observer = server(bank).observer();
                Statement statement = observer.createStatement()) {
            statement.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE"
                            + " backend_type = 'client backend' AND pid <> pg_backend_pid()");
        }
    }

    /** They are as at the first start. */
    public void empty() throws SQLException {
        for (PostgresServer server : servers) {
            try (Connection observer = server.observer();
                    Statement statement = observer.createStatement()) {
                statement.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type"
                                + " = 'client backend' AND pid <> pg_backend_pid()");
                List<String> prepared = new ArrayList<>();
                try (ResultSet row = statement.executeQuery("SELECT gid FROM pg_prepared_xacts")) {
                    while (row.next()) {
                        prepared.add(row.getString(1));
                    }
                }
                for (String gid : prepared) {
                    statement.execute("ROLLBACK PREPARED '" + gid + "'");
                }
                statement.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
            }
        }
    }

    @Override
    public void close() {
        servers.forEach(PostgresServer::close);
    }
}
