package dev.holdfast.env.servers;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.ServerNode;
import dev.holdfast.env.node.Await;
import dev.holdfast.env.node.Launch;
import dev.holdfast.env.node.NodeFiles;
import dev.holdfast.env.probe.RedisProbe;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.Service;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A redis-server. */
public final class RedisServer extends Server {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(2);
    private static final Duration SYNC_LIMIT = Duration.ofSeconds(10);
    private static final String CONFIGURATION = "redis.conf";

    /** glibc goes on "already in use", musl "in use". */
    static final String PORT_TAKEN = "bind: Address";

    private final String program;
    private final Optional<CommonAddress> watched;
    private volatile @Nullable Address configured;
    private volatile @Nullable Address following;

    /**
     * Starts nothing.
     *
     * @param program as its node sees it
     */
    public RedisServer(String name, Service service, Seat seat, String program) {
        this(name, service, seat, program, Optional.empty());
    }

    /**
     * Starts nothing.
     *
     * @param program as its node sees it
     * @param watched how it is known to its sentinels and its peers; empty if it has no sentinels
     */
    public RedisServer(
            String name,
            Service service,
            Seat seat,
            String program,
            Optional<CommonAddress> watched) {
        super(name, service, seat, "redis.log");
        this.program = program;
        this.watched = watched;
    }

    @Override
    Launch configure() {
        NodeFiles.makeFolder(data());
        Address listen = seat().listen();
        // Sentinels have it write down whom it follows, so that it knows after a restart.
        if (watched.isEmpty() || !listen.equals(configured)) {
            NodeFiles.write(
                    seat().folder().resolve(CONFIGURATION),
                    String.join("\n", configuration()) + "\n");
            configured = listen;
        }
        return Launch.of(List.of(program, seat().inside(CONFIGURATION)), log());
    }

    private List<String> configuration() {
        Address self = seat().listen();
        List<String> lines = new ArrayList<>();
        lines.addAll(List.of("port " + self.port(), "bind " + self.host(), "protected-mode no"));
        lines.addAll(List.of("daemonize no", "dir " + quoted(seat().inside(DATA)), "save \"\""));
        if (keepsData()) {
            lines.addAll(List.of("appendonly yes", "appendfsync " + fsync()));
        } else {
            lines.addAll(List.of("appendonly no", "rdb-del-sync-files yes"));
        }
        if (service().replicas() > 0) {
            lines.addAll(List.of("repl-diskless-sync-delay 0", "repl-ping-replica-period 1"));
            Address called = announced().orElse(self);
            lines.add("replica-announce-ip " + called.host());
            lines.add("replica-announce-port " + called.port());
        }
        watched.ifPresent(known -> lines.add("bind-source-addr " + known.source()));
        Address primary = following;
        if (primary != null) {
            lines.add("replicaof " + primary.host() + " " + primary.port());
        }
        return lines;
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String fsync() {
        return persistence() == Persistence.DURABLE ? "always" : "everysec";
    }

    /** Its own word first: somebody else's server may answer on a port that was taken meanwhile. */
    @Override
    public boolean isReady() {
        try {
            // While it loads its data it answers with an error.
            return printed().stream().anyMatch(line -> line.contains("Ready to accept connections"))
                    && ask("PING").equals(List.of("PONG"));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Duration startLimit() {
        return START_LIMIT;
    }

    /** The cause rather than the exit, without the date that Redis puts in front. */
    @Override
    public String lastWords() {
        return lastWords(printed());
    }

    /** The most telling of these lines. */
    static String lastWords(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains(PORT_TAKEN) || line.contains("FATAL CONFIG"))
                .findFirst()
                .orElse(NodeFiles.last(lines))
                .replaceFirst("^\\d+:[A-Z] .*?\\d{2}:\\d{2}:\\d{2}\\.\\d+ [*#.-] ", "");
    }

    @Override
    public boolean isPortTaken(String lastWords) {
        return lastWords.contains(PORT_TAKEN);
    }

    @Override
    public Canary canary(Address address, Duration limit) {
        return RedisProbe.canary(address, limit);
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

    @Override
    public Optional<Address> announced() {
        return watched.map(CommonAddress::address);
    }

    private void requireUnwatched() {
        if (watched.isPresent()) {
            throw new EnvironmentException(
                    "cannot say who is primary of "
                            + service().name()
                            + ": its sentinels choose, and undo what others do");
        }
    }

    @Override
    public synchronized void promote() {
        requireUnwatched();
        replicaOf("NO", "ONE");
        following = null;
        if (!isPrimary()) {
            throw new EnvironmentException(name() + " was promoted but is not a primary");
        }
    }

    @Override
    public synchronized void follow(ServerNode node, Address primary) {
        if (node.isAlive()) {
            requireUnwatched();
            replicaOf(primary.host(), Integer.toString(primary.port()));
            if (isPrimary()) {
                throw new EnvironmentException(name() + " was demoted but is still a primary");
            }
        }
        following = primary;
    }

    @Override
    public void awaitSync() {
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

    @Override
    public String version() {
        return version(seat());
    }

    /** The version of what is there, whatever its part. */
    static String version(Seat seat) {
        try {
            return "redis-server "
                    + RedisProbe.ask(seat.outside(), COMMAND_LIMIT, "INFO", "server")
                            .get(0)
                            .lines()
                            .filter(line -> line.startsWith("redis_version:"))
                            .findFirst()
                            .map(line -> line.substring("redis_version:".length()))
                            .orElse("of unknown version");
        } catch (IOException e) {
            return "redis-server of unknown version";
        }
    }

    @Override
    public Instant time(Duration limit) throws IOException {
        return RedisProbe.time(seat().outside(), limit);
    }

    private List<String> ask(String... command) throws IOException {
        return RedisProbe.ask(seat().outside(), COMMAND_LIMIT, command);
    }
}
