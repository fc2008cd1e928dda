package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.Link.Canary.Outcome;
import dev.holdfast.env.ServerNode;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server of our own on this machine: what those of every kind have in common. */
abstract class ServerProcess extends ProcessNode implements ServerNode {
    static final Duration HEARTBEAT_LIMIT = Duration.ofMillis(500);

    private final Service service;
    private final ServerGroup group;

    ServerProcess(String name, Service service, ServerGroup group, Site site) {
        super(name, site.directory(), site.children());
        this.service = service;
        this.group = group;
    }

    /** Where it listens for clients. */
    abstract Address address();

    @Override
    public final String service() {
        return service.name();
    }

    final Persistence persistence() {
        return service.persistence();
    }

    @Override
    final boolean keepsData() {
        return persistence() != Persistence.VOLATILE;
    }

    /** Its data; an absolute path. */
    final Path data() {
        return directory().toAbsolutePath().resolve("data");
    }

    final void makeDataFolder() {
        try {
            Files.createDirectories(data());
        } catch (IOException e) {
            throw new EnvironmentException(
                    "cannot make the folder " + data() + ": " + e.getMessage(), e);
        }
    }

    @Override
    void deleteData() {
        deleteTree(data());
    }

    @Override
    public final boolean answers() {
        return isAlive() && heartbeat().outcome() == Outcome.ANSWERED;
    }

    /** A question that it answers whenever it runs, also when it serves nobody. */
    Canary heartbeat() {
        return group.canary(address(), HEARTBEAT_LIMIT);
    }

    /** This command, its output going to the log. */
    final ProcessBuilder logging(List<String> command) {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    }

    /** Writes a file of its configuration. */
    final Path write(String file, String text) {
        Path path = directory().toAbsolutePath().resolve(file);
        try {
            Files.writeString(path, text);
            return path;
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }
}
