package dev.holdfast.env.containers;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.ServerNode;
import dev.holdfast.env.probe.RedisProbe;
import dev.holdfast.env.processes.Await;
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

/** A redis-server in a container. */
final class RedisContainer extends ContainerNode implements ServerNode {
    private static final int PORT = 6379;
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration HEARTBEAT_LIMIT = Duration.ofMillis(500);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(2);
    private static final Duration SYNC_LIMIT = Duration.ofSeconds(10);

    private final Service service;
    private volatile @Nullable Address following;

    RedisContainer(String name, Service service, Site site) {
        super(name, site);
        this.service = service;
    }

    @Override
    String command() {
        return "exec redis-server redis.conf >> redis.log 2>&1";
    }

    /** A file, because a container's command cannot change, and whom it follows can. */
    @Override
    void prepare() {
        List<String> lines = new ArrayList<>();
        lines.addAll(List.of("port " + PORT, "bind 0.0.0.0", "protected-mode no"));
        lines.addAll(List.of("daemonize no", "dir " + FOLDER + "/data", "save \"\""));
        if (keepsData()) {
            lines.addAll(List.of("appendonly yes", "appendfsync " + fsync()));
        } else {
            lines.addAll(List.of("appendonly no", "rdb-del-sync-files yes"));
        }
        if (service.replicas() > 0) {
            lines.addAll(List.of("repl-diskless-sync-delay 0", "repl-ping-replica-period 1"));
        }
        Address primary = following;
        if (primary != null) {
            lines.add("replicaof " + primary.host() + " " + primary.port());
        }
        try {
            Files.createDirectories(data());
        } catch (IOException e) {
            throw new EnvironmentException("cannot make the folder " + data() + ": " + e, e);
        }
        write(directory().resolve("redis.conf"), lines);
    }

    private Path data() {
        return directory().resolve("data");
    }

    private String fsync() {
        return service.persistence() == Persistence.DURABLE ? "always" : "everysec";
    }

    @Override
    int port() {
        return PORT;
    }

    @Override
    Path log() {
        return directory().resolve("redis.log");
    }

    @Override
    void deleteData() {
        deleteTree(data());
    }

    @Override
    boolean keepsData() {
        return service.persistence() != Persistence.VOLATILE;
    }

    @Override
    boolean isReady() {
        try {
            // While it loads its data it answers with an error.
            return ask("PING").get(0).equals("PONG");
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
        return linesFrom(log(), offset).stream()
                .reduce("", (before, line) -> line)
                .replaceFirst("^\\d+:[A-Z] .*?\\d{2}:\\d{2}:\\d{2}\\.\\d+ [*#.-] ", "");
    }

    @Override
    public String service() {
        return service.name();
    }

    @Override
    public boolean answers() {
        return RedisProbe.canary(outside(), HEARTBEAT_LIMIT).outcome() == Canary.Outcome.ANSWERED;
    }

    @Override
    public boolean isPrimary() {
        try {
            return ask("ROLE").get(0).equals("master");
        } catch (IOException e) {
            // It does not say anything of itself.
            return false;
        }
    }

    /** Makes it a primary. */
    void promote() {
        replicaOf("NO", "ONE");
        following = null;
        if (!isPrimary()) {
            throw new EnvironmentException(name() + " was promoted but is not a primary");
        }
    }

    /** Makes it a replica of the server that {@code primary} leads to; that may take a while. */
    void follow(Address primary) {
        replicaOf(primary.host(), Integer.toString(primary.port()));
        following = primary;
        if (isPrimary()) {
            throw new EnvironmentException(name() + " was demoted but is still a primary");
        }
    }

    /** Waits until it has all data of its primary. */
    void awaitSync() {
        if (!Await.until(this::isSynced, SYNC_LIMIT)) {
            throw new EnvironmentException(
                    name() + " was not in step with its primary within " + SYNC_LIMIT);
        }
    }

    private boolean isSynced() {
        try {
            return ask("ROLE").contains("connected");
        } catch (IOException e) {
            return false;
        }
    }

    private void replicaOf(String host, String port) {
        try {
            List<String> reply = ask("REPLICAOF", host, port);
            if (!reply.get(0).startsWith("OK")) {
                throw new EnvironmentException(name() + " refuses REPLICAOF: " + reply.get(0));
            }
        } catch (IOException e) {
            throw new EnvironmentException(
                    name() + " cannot be told whom to follow: " + e.getMessage(), e);
        }
    }

    /** The server's version. */
    String version() {
        try {
            return ask("INFO", "server")
                    .get(0)
                    .lines()
                    .filter(line -> line.startsWith("redis_version:"))
                    .findFirst()
                    .map(line -> line.substring("redis_version:".length()))
                    .orElse("of unknown version");
        } catch (IOException e) {
            return "of unknown version";
        }
    }

    private List<String> ask(String... command) throws IOException {
        return RedisProbe.ask(outside(), COMMAND_LIMIT, command);
    }
}
