package dev.holdfast.env.servers;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.ServerNode;
import dev.holdfast.env.node.Launch;
import dev.holdfast.env.node.NodeFiles;
import dev.holdfast.env.probe.PostgresProbe;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server; the user postgres needs no password. */
public final class PostgresServer extends Server {
    /** With the making of its data, which is a copy of its primary's if it has one. */
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final Duration QUESTION_LIMIT = Duration.ofSeconds(2);
    private static final Duration PROMOTE_LIMIT = Duration.ofSeconds(15);
    private static final String ACCESS = "pg_hba.conf";

    private final Programs programs;
    private volatile @Nullable Address following;

    /** The programs of an installation, and who runs them: never root. */
    public interface Programs {

        /** The command of one of them, as the node sees it. */
        List<String> command(String program, List<String> arguments);

        /**
         * Makes a new folder the database's own and nobody else's.
         *
         * @param here the folder as this JVM sees it
         * @param there the same as the node sees it
         * @return what remains to be done inside the node
         */
        List<List<String>> own(Path here, String there);
    }

    /** Starts nothing. */
    public PostgresServer(String name, Service service, Seat seat, Programs programs) {
        super(name, service, seat, "postgres.log");
        this.programs = programs;
    }

    @Override
    Launch configure() {
        List<List<String>> before = new ArrayList<>();
        if (!Files.exists(data().resolve("PG_VERSION"))) {
            deleteData();
            NodeFiles.makeFolder(data());
            before.addAll(programs.own(data(), seat().inside(DATA)));
            before.add(makeData());
        }
        // Where it listens nobody connects but through proxies, which have addresses of their own.
        NodeFiles.write(
                seat().folder().resolve(ACCESS),
                "host all all all trust\nhost replication all all trust\n");
        return Launch.of(programs.command("postgres", arguments()), log()).after(before);
    }

    private List<String> arguments() {
        Address self = seat().listen();
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-D", seat().inside(DATA), "-p", Integer.toString(self.port())));
        arguments.addAll(List.of("-c", "listen_addresses=" + self.host()));
        arguments.addAll(List.of("-c", "hba_file=" + seat().inside(ACCESS)));
        arguments.addAll(List.of("-c", "unix_socket_directories="));
        // Not in memory that outlives a killed server.
        arguments.addAll(List.of("-c", "dynamic_shared_memory_type=mmap"));
        arguments.addAll(List.of("-c", "shared_buffers=16MB", "-c", "max_connections=200"));
        arguments.addAll(List.of("-c", "max_prepared_transactions=64"));
        arguments.addAll(List.of("-c", "fsync=" + (keepsData() ? "on" : "off")));
        String commit = persistence() == Persistence.DURABLE ? "on" : "off";
        arguments.addAll(List.of("-c", "synchronous_commit=" + commit));
        return arguments;
    }

    private List<String> makeData() {
        String folder = "--pgdata=" + seat().inside(DATA);
        Address primary = following;
        return primary == null
                ? programs.command(
                        "initdb",
                        List.of(
                                folder,
                                "--username=postgres",
                                "--auth=trust",
                                "--encoding=UTF8",
                                "--locale=C",
                                "--no-sync"))
                : programs.command(
                        "pg_basebackup",
                        List.of(
                                folder,
                                "--host=" + primary.host(),
                                "--port=" + primary.port(),
                                "--username=postgres",
                                "--write-recovery-conf",
                                "--checkpoint=fast",
                                "--no-sync"));
    }

    @Override
    public boolean isReady() {
        try {
            return !ask("SELECT 1", QUESTION_LIMIT).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Duration startLimit() {
        return START_LIMIT;
    }

    @Override
    public String lastWords() {
        List<String> lines = printed();
        return lines.stream()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                .findFirst()
                .orElse(NodeFiles.last(lines));
    }

    @Override
    public Canary canary(Address address, Duration limit) {
        return PostgresProbe.canary(address, limit);
    }

    @Override
    public boolean isPrimary() {
        try {
            return ask("SELECT pg_is_in_recovery()", QUESTION_LIMIT).equals("f");
        } catch (IOException e) {
            // It does not say anything of itself.
            return false;
        }
    }

    @Override
    public synchronized void promote() {
        try {
            if (!isPrimary() && !ask("SELECT pg_promote(true, 10)", PROMOTE_LIMIT).equals("t")) {
                throw new EnvironmentException(name() + " was promoted but is not a primary");
            }
            following = null;
        } catch (IOException e) {
            throw new EnvironmentException(name() + " cannot be promoted: " + e.getMessage(), e);
        }
    }

    /** With a copy of the primary's data: its own may have gone another way. */
    @Override
    public synchronized void follow(ServerNode node, Address primary) {
        boolean runs = node.isAlive();
        node.kill();
        deleteData();
        following = primary;
        if (runs) {
            node.start();
            if (isPrimary()) {
                throw new EnvironmentException(name() + " was demoted but is still a primary");
            }
        }
    }

    @Override
    public String version() {
        try {
            return "PostgreSQL " + ask("SHOW server_version", QUESTION_LIMIT).split(" ", 2)[0];
        } catch (IOException e) {
            return "PostgreSQL of unknown version";
        }
    }

    @Override
    public Instant time(Duration limit) throws IOException {
        return PostgresProbe.time(seat().outside(), limit);
    }

    private String ask(String sql, Duration limit) throws IOException {
        return PostgresProbe.query(seat().outside(), limit, sql);
    }
}
