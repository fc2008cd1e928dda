package dev.holdfast.env.servers;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.Link.Canary.Outcome;
import dev.holdfast.env.ServerNode;
import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.node.Launch;
import dev.holdfast.env.node.NodeFiles;
import dev.holdfast.env.node.Program;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One server of a service: its configuration, and what is asked of it. A further kind of server is
 * one such class and the few lines by which each environment seats it. Safe for several threads.
 */
public abstract class Server implements Program {
    static final Duration HEARTBEAT_LIMIT = Duration.ofMillis(500);
    static final String DATA = "data";

    private final String name;
    private final Service service;
    private final Seat seat;
    private final String log;
    private volatile long logOffset;

    /**
     * @param log the file of its folder that it prints to
     */
    Server(String name, Service service, Seat seat, String log) {
        this.name = name;
        this.service = service;
        this.seat = seat;
        this.log = log;
    }

    /** The node's name. */
    public final String name() {
        return name;
    }

    /** The service that it belongs to. */
    public final Service service() {
        return service;
    }

    /** Where it is. */
    public final Seat seat() {
        return seat;
    }

    final Persistence persistence() {
        return service.persistence();
    }

    final String log() {
        return log;
    }

    @Override
    public final Launch launch() {
        logOffset = NodeFiles.sizeOf(seat.folder().resolve(log));
        return configure();
    }

    /** What {@link Program#launch} asks for. */
    abstract Launch configure();

    /** What it printed since it was launched. */
    final List<String> printed() {
        return NodeFiles.linesFrom(seat.folder().resolve(log), logOffset);
    }

    /** Its data, as this JVM sees them. */
    final Path data() {
        return seat.folder().resolve(DATA);
    }

    @Override
    public final boolean keepsData() {
        return persistence() != Persistence.VOLATILE;
    }

    @Override
    public final void deleteData() {
        NodeFiles.deleteTree(data());
    }

    @Override
    public final boolean isClockMovable() {
        return service.kind().isClockMovable();
    }

    @Override
    public final boolean answers() {
        return heartbeat().outcome() == Outcome.ANSWERED;
    }

    /** A question that it answers whenever it runs, also when it serves nobody. */
    Canary heartbeat() {
        return canary(seat.outside(), HEARTBEAT_LIMIT);
    }

    /** What a client's harmless request over this address meets. */
    public abstract Canary canary(Address address, Duration limit);

    /** Whether it says of itself that it is the primary, or of an ensemble the leader. */
    public abstract boolean isPrimary();

    /** See {@link ServerNode#isServing}. */
    public boolean isServing() {
        return answers();
    }

    /** What it is, as it says itself, for example {@code redis-server 7.0.15}. */
    public abstract String version();

    /**
     * Whether it could not start because somebody took its port meanwhile.
     *
     * @param lastWords what it said at its end
     */
    public boolean isPortTaken(String lastWords) {
        return false;
    }

    /** Makes it a primary. */
    public void promote() {
        throw new EnvironmentException(
                "cannot promote " + name + ": its service chooses its leader itself");
    }

    /**
     * Makes it a replica of the server that {@code primary} leads to, now or, if it does not run,
     * from its next start on.
     *
     * @param node which it runs in
     */
    public void follow(ServerNode node, Address primary) {
        throw new EnvironmentException(
                "cannot make " + name + " follow: its service chooses its leader itself");
    }

    /** What others tell clients about its place; empty if they tell nothing. */
    public Optional<Address> announced() {
        return Optional.empty();
    }

    /**
     * Whether it tells each client where it is, so that it has to know every agent's link before it
     * starts ({@link #admit}).
     */
    public boolean tellsClients() {
        return false;
    }

    /** Takes notice of an agent's link, and leads it to where it listens for that agent. */
    public void admit(ToxiproxyLink link) {
        throw new EnvironmentException(name + " tells clients nothing");
    }

    /** Waits until it has all data of its primary. */
    public void awaitSync() {}
}
