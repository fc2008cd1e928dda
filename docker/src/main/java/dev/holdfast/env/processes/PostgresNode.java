package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.probe.PostgresProbe;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server of our own on 127.0.0.1; the user postgres needs no password. */
final class PostgresNode extends ServerProcess {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration QUESTION_LIMIT = Duration.ofSeconds(2);
    private static final Duration PROMOTE_LIMIT = Duration.ofSeconds(15);

    private final PostgresPrograms programs;
    private final int port;
    private volatile @Nullable Address following;

    PostgresNode(
            String name,
            Service service,
            PostgresGroup group,
            PostgresPrograms programs,
            Site site) {
        super(name, service, group, site);
        this.programs = programs;
        this.port = site.ports().pick();
    }

    @Override
    ProcessBuilder command() {
        if (!Files.exists(data().resolve("PG_VERSION"))) {
            makeData();
        }
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-D", data().toString(), "-p", Integer.toString(port)));
        arguments.addAll(List.of("-c", "listen_addresses=127.0.0.1"));
        arguments.addAll(List.of("-c", "unix_socket_directories="));
        // Not in memory that outlives a killed server.
        arguments.addAll(List.of("-c", "dynamic_shared_memory_type=mmap"));
        arguments.addAll(List.of("-c", "shared_buffers=16MB", "-c", "max_connections=200"));
        arguments.addAll(List.of("-c", "max_prepared_transactions=64"));
        arguments.addAll(List.of("-c", "fsync=" + (keepsData() ? "on" : "off")));
        arguments.addAll(
                List.of(
                        "-c",
                        "synchronous_commit="
                                + (persistence() == Persistence.DURABLE ? "on" : "off")));
        return logging(programs.command("postgres", arguments));
    }

    private void makeData() {
        deleteData();
        makeDataFolder();
        programs.own(data());
        Address primary = following;
        if (primary == null) {
            programs.finish(
                    "initdb",
                    List.of(
                            "--pgdata=" + data(),
                            "--username=postgres",
                            "--auth=trust",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--no-sync"));
        } else {
            programs.finish(
                    "pg_basebackup",
                    List.of(
                            "--pgdata=" + data(),
                            "--host=" + primary.host(),
                            "--port=" + primary.port(),
                            "--username=postgres",
                            "--write-recovery-conf",
                            "--checkpoint=fast",
                            "--no-sync"));
        }
    }

    @Override
    Path log() {
        return directory().resolve("postgres.log");
    }

    @Override
    boolean isReady() {
        try {
            return !ask("SELECT 1", QUESTION_LIMIT).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    Duration startLimit() {
        return START_LIMIT;
    }

    @Override
    String lastWords(long offset) {
        List<String> lines = linesFrom(log(), offset);
        return lines.stream()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                .findFirst()
                .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    }

    @Override
    Address address() {
        return new Address("127.0.0.1", port);
    }

    @Override
    public boolean isPrimary() {
        try {
            return isAlive() && ask("SELECT pg_is_in_recovery()", QUESTION_LIMIT).equals("f");
        } catch (IOException e) {
            // It does not say anything of itself.
            return false;
        }
    }

    /** Makes it a primary. */
    synchronized void promote() {
        try {
            if (!isPrimary() && !ask("SELECT pg_promote(true, 10)", PROMOTE_LIMIT).equals("t")) {
                throw new EnvironmentException(name() + " was promoted but is not a primary");
            }
            following = null;
        } catch (IOException e) {
            throw new EnvironmentException(name() + " cannot be promoted: " + e.getMessage(), e);
        }
    }

    /**
     * Makes it a replica of the server that {@code primary} leads to, with a copy of that one's
     * data: its own may have gone another way.
     */
    synchronized void follow(Address primary) {
        kill();
        following = primary;
        startEmpty();
        if (isPrimary()) {
            throw new EnvironmentException(name() + " was demoted but is still a primary");
        }
    }

    private String ask(String sql, Duration limit) throws IOException {
        return PostgresProbe.query(address(), limit, sql);
    }
}
