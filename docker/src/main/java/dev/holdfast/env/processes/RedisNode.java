package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.probe.RedisProbe;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A redis-server of our own on 127.0.0.1. */
final class RedisNode extends ServerProcess {
    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(2);
    private static final Duration SYNC_LIMIT = Duration.ofSeconds(10);
    private static final int PORT_TRIES = 5;

    /** glibc goes on "already in use", musl "in use". */
    private static final String PORT_TAKEN = "bind: Address";

    private final Service service;
    private final RedisBinary binary;
    private final PortPicker ports;
    private volatile int port;
    private volatile long logOffset;
    private volatile @Nullable Address following;

    RedisNode(String name, Service service, RedisGroup group, RedisBinary binary, Site site) {
        super(name, service, group, site);
        this.service = service;
        this.binary = binary;
        this.ports = site.ports();
        this.port = ports.pick();
    }

    /** Starts it for the first time, on another port when the one picked is taken meanwhile. */
    synchronized void launchFirst() {
        for (int i = 1; ; i++) {
            try {
                launch();
                return;
            } catch (EnvironmentException e) {
                if (i == PORT_TRIES || !String.valueOf(e.getMessage()).contains(PORT_TAKEN)) {
                    throw e;
                }
                port = ports.pick();
            }
        }
    }

    @Override
    ProcessBuilder command() {
        logOffset = sizeOf(log());
        List<String> command = new ArrayList<>();
        command.addAll(List.of(binary.file().toString(), "--port", Integer.toString(port)));
        command.addAll(List.of("--bind", "127.0.0.1", "--protected-mode", "yes"));
        command.addAll(List.of("--daemonize", "no", "--dir", data().toString(), "--save", ""));
        if (keepsData()) {
            command.addAll(List.of("--appendonly", "yes", "--appendfsync", fsync()));
        } else {
            command.addAll(List.of("--appendonly", "no", "--rdb-del-sync-files", "yes"));
        }
        if (service.replicas() > 0) {
            command.addAll(List.of("--repl-diskless-sync-delay", "0"));
            command.addAll(List.of("--repl-ping-replica-period", "1"));
            command.addAll(List.of("--replica-announce-ip", "127.0.0.1"));
            command.addAll(List.of("--replica-announce-port", Integer.toString(port)));
        }
        Address primary = following;
        if (primary != null) {
            command.addAll(
                    List.of("--replicaof", primary.host(), Integer.toString(primary.port())));
        }
        makeDataFolder();
        return logging(command);
    }

    @Override
    Path log() {
        return directory().resolve("redis.log");
    }

    private String fsync() {
        return persistence() == Persistence.DURABLE ? "always" : "everysec";
    }

    /** Its own word first: somebody else's server may answer on a port that was taken meanwhile. */
    @Override
    boolean isReady() {
        try {
            return linesFrom(log(), logOffset).stream()
                            .anyMatch(line -> line.contains("Ready to accept connections"))
                    && ask("PING").equals(List.of("PONG"));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    Duration startLimit() {
        return START_LIMIT;
    }

    /** The last line, without the date that Redis puts in front; the cause rather than the exit. */
    @Override
    String lastWords(long offset) {
        List<String> lines = linesFrom(log(), offset);
        return lines.stream()
                .filter(line -> line.contains(PORT_TAKEN) || line.contains("FATAL CONFIG"))
                .findFirst()
                .or(() -> lines.isEmpty() ? Optional.empty() : last(lines))
                .orElse("");
    }

    private static Optional<String> last(List<String> lines) {
        return Optional.of(lines.get(lines.size() - 1));
    }

    @Override
    Address address() {
        return new Address("127.0.0.1", port);
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
    synchronized void promote() {
        replicaOf("NO", "ONE");
        following = null;
        if (!isPrimary()) {
            throw new EnvironmentException(name() + " was promoted but is not a primary");
        }
    }

    /** Makes it a replica of the server that {@code primary} leads to; that may take a while. */
    synchronized void follow(Address primary) {
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

    private void replicaOf(String host, String portText) {
        try {
            List<String> reply = ask("REPLICAOF", host, portText);
            if (!reply.get(0).startsWith("OK")) {
                throw new EnvironmentException(name() + " refuses REPLICAOF: " + reply.get(0));
            }
        } catch (IOException e) {
            throw new EnvironmentException(
                    name() + " cannot be told whom to follow: " + e.getMessage(), e);
        }
    }

    private List<String> ask(String... command) throws IOException {
        return RedisProbe.ask(address(), COMMAND_LIMIT, command);
    }
}
